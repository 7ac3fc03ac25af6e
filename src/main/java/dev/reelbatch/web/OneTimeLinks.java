package dev.reelbatch.web;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The link that opens a browser's session of the home's owner once, as long as there are no users. */
final class OneTimeLinks {

    static final Duration VALID_FOR = Duration.ofHours(1);

    private record Link(AccessToken secret, long made) {}

    private final Time time;
    private final AtomicReference<@Nullable Link> latest = new AtomicReference<>();

    OneTimeLinks(Time time) {
        this.time = time;
    }

    /** Returns the path of a new link, which replaces an unused one. */
    String newPath() {
        AccessToken secret = AccessToken.random();
        latest.set(new Link(secret, time.nanos()));
        return "/login?once=" + secret.value();
    }

    /** Uses a link up. Returns false if it is not the latest, was used, or is too old. */
    boolean use(String shown) {
        Link link = latest.get();
        return link != null
                && link.secret().isSame(shown)
                && latest.compareAndSet(link, null)
                && time.onWallClock(time.since(link.made())).compareTo(VALID_FOR) <= 0;
    }
}
