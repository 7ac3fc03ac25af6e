package dev.reelbatch.cli;

import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.serve.FixedJobFiles;
import dev.reelbatch.serve.JobFileSource;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.time.Time;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What tests of a {@code serve} begin with: a home against the simulator, which accepts runs and does nothing yet, and
 * a browser that nobody has signed in with.
 */
@SuppressWarnings("NullAway.Init") // set before each test
abstract class ServedHomeFixture {

    static final String PASSWORD = "correct horse battery";

    Path folder;
    ApiRig rig;
    BrowserCalls browser;

    /** Settings of the home. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** The job files. */
    List<ServedJob> jobs() throws Exception {
        return List.of();
    }

    /** Where they come from. */
    JobFileSource source() throws Exception {
        return new FixedJobFiles(jobs());
    }

    /** The time that {@code serve} lives in. */
    Time time() {
        return Time.faster(50);
    }

    /** How long a video takes. */
    Duration generation() {
        return Duration.ofSeconds(2);
    }

    void openHome(Path in) throws Exception {
        folder = in;
        open(ApiRig.simulator(generation()));
    }

    private void open(Simulator simulator) throws Exception {
        rig = new ApiRig(folder, simulator, settings(), source(), time(), Map.of());
        browser = new BrowserCalls(rig.url("/"));
    }

    /** Another process has the home, after the one before was killed; what was accepted is still to be done. */
    void restart() throws Exception {
        restartWith(rig.simulator);
    }

    /** Opens the home after it was abandoned. */
    void reopen() throws Exception {
        open(rig.simulator);
    }

    /** The same, with another API. */
    void restartWith(Simulator simulator) throws Exception {
        rig.abandon();
        open(simulator);
    }

    /** Adds a person for each role, who is called as it is. */
    void addEachRole() {
        for (Role role : Role.values()) {
            rig.users().add(role.name(), role, PASSWORD, null);
        }
    }

    /** Returns the browser of somebody who has signed in. */
    BrowserCalls signedIn(String name) throws Exception {
        BrowserCalls calls = new BrowserCalls(rig.url("/"));
        calls.signIn(name, PASSWORD);
        return calls;
    }

    /** Requests a run for somebody, at whatever price, and returns its id. */
    String requested(String person, String name, String sheet) {
        return requested(person, name, sheet, "none");
    }

    String requested(String person, String name, String sheet, String maxCost) {
        return rig.requestedRuns()
                .requests()
                .add(
                        person,
                        false,
                        null,
                        name,
                        new ByteArrayInputStream(sheet.getBytes(StandardCharsets.UTF_8)),
                        Map.of("max_cost", List.of(maxCost)))
                .id();
    }

    /** Runs a sheet by the HTTP API until it has this state, and returns the run's id. */
    String ended(String name, String sheet, String state) throws Exception {
        String id = rig.run(name, sheet, "max_cost=none").path("id").asString();
        rig.awaitState(id, state);
        return id;
    }
}
