package dev.reelbatch.cli;

import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.serve.ServedJob;
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

    void openHome(Path in) throws Exception {
        folder = in;
        rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), settings(), jobs());
        browser = new BrowserCalls(rig.url("/"));
    }

    /** Opens the home anew after the process was killed; what was accepted is still to be done. */
    void restart() throws Exception {
        rig.abandon();
        rig = new ApiRig(folder, rig.simulator, settings(), jobs());
        browser = new BrowserCalls(rig.url("/"));
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
