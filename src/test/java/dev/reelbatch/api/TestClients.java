package dev.reelbatch.api;

import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.time.SettableTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Clients for tests: a key that must never be seen, and time-outs that are far away or close. */
final class TestClients {

    static final String SECRET = "sk-Top/Secret+1";
    static final ApiKey KEY = ApiKey.of(SECRET);

    private static final Duration FAR = Duration.ofSeconds(20);
    private static final Duration NEAR = Duration.ofMillis(250);

    private TestClients() {}

    static TasksClient tasks(URI url) {
        return tasks(settings(url, FAR, FAR));
    }

    static TasksClient hurried(URI url) {
        return tasks(settings(url, NEAR, NEAR));
    }

    static TasksClient tasks(ApiSettings settings) {
        return new TasksClient(settings, KEY, NO_PICTURES, new SettableTime());
    }

    static final PictureStore NO_PICTURES = new PictureStore(Path.of("no-pictures"));

    static ApiSettings settings(URI url, Duration connect, Duration response) {
        return new ApiSettings(url, AuthForm.PLAIN, connect, response, Set.of(429, 503), 4);
    }

    static VideoClient videos() {
        return new VideoClient(new VideoSettings(FAR, FAR, 4), Proxies.NONE, new SettableTime());
    }

    static VideoClient hurriedVideos() {
        return new VideoClient(new VideoSettings(NEAR, NEAR, 4), Proxies.NONE, new SettableTime());
    }
}
