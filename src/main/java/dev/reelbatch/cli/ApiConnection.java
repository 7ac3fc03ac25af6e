package dev.reelbatch.cli;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.Proxies;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.settings.RehearsalProperties;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The API that a command talks to, real or simulated, with the time that passes there. */
final class ApiConnection implements AutoCloseable {

    private static final String NO_KEY =
            "a-simulator-needs-no-key"; // keys are masked in all texts, so this one must not be an ordinary word

    private static final int MORE_CONNECTIONS = 8; // more than submissions and status calls at once

    private final ApiTarget apiTarget;
    private final Time time;
    private final @Nullable Simulator simulator;

    private ApiConnection(ApiTarget apiTarget, Time time, @Nullable Simulator simulator) {
        this.apiTarget = apiTarget;
        this.time = time;
        this.simulator = simulator;
    }

    /** Connects to the API at this address, with the key from the environment. */
    static ApiConnection real(URI url, Settings settings, Map<String, String> environment) {
        ApiKey key;
        try {
            key = ApiKey.find(environment).orElseThrow(ApiConnection::noKey);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
        ApiSettings api = apiSettings(url, settings, proxies(environment));
        return new ApiConnection(new ApiTarget(settings.api().names().of(url), api, key), Time.system(), null);
    }

    /** Returns the proxies of this environment for connections that leave this machine. */
    static Proxies proxies(Map<String, String> environment) {
        try {
            return Proxies.of(environment);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private static UserException noKey() {
        return new UserException(Text.of("""
                There is no API key. Either
                  set MODELVERSE_API_KEY (or MODELVERSE_API_KEY_FILE to a file that holds it), or
                  add --rehearse to try everything against the built-in simulator, which costs nothing."""));
    }

    /** Starts the built-in simulator on free ports of this machine, where time passes faster. */
    static ApiConnection rehearsal(Settings settings) {
        RehearsalProperties rehearsal = settings.rehearsal();
        Time time = Time.faster(rehearsal.speed());
        Simulator simulator = Simulator.start(
                SimulatorSettings.defaults()
                        .generationTime(rehearsal.generationTime())
                        .failureShare(rehearsal.failureShare())
                        .seed(ThreadLocalRandom.current().nextLong())
                        .requestCheck(new Catalogue(settings.models())::refusal)
                        .remembering(false),
                time);
        ApiSettings api = apiSettings(simulator.apiUrl(), settings, Proxies.NONE);
        ApiTarget apiTarget = new ApiTarget(ApiTarget.REHEARSAL, api, ApiKey.of(NO_KEY));
        return new ApiConnection(apiTarget, time, simulator);
    }

    private static ApiSettings apiSettings(URI url, Settings settings, Proxies proxies) {
        return new ApiSettings(
                url,
                settings.api().auth(),
                settings.api().connectTimeout(),
                settings.api().responseTimeout(),
                settings.submit().notAccepted(),
                Math.max(settings.submit().parallel(), settings.poll().parallel()) + MORE_CONNECTIONS,
                settings.submit().emptyAccount(),
                settings.poll().statusWords(),
                proxies);
    }

    /** Returns the same connection for one of several users: closing it closes nothing. */
    ApiConnection borrowed() {
        return new ApiConnection(apiTarget, time, null);
    }

    ApiTarget backend() {
        return apiTarget;
    }

    Time time() {
        return time;
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}
