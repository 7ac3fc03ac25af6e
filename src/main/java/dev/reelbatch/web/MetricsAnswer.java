package dev.reelbatch.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text of all metrics in one format. It is made at most once a second, however many ask for it; who asks while the
 * next one is made gets the last one, if that is not too old.
 */
final class MetricsAnswer {

    private static final Logger log = LoggerFactory.getLogger(MetricsAnswer.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration USABLE = Duration.ofSeconds(2);

    private final Runnable refreshing;
    private final PrometheusMeterRegistry registry;
    private final String format;
    private final AtomicBoolean isBeingMade = new AtomicBoolean();
    private volatile @Nullable Made latest;

    private record Made(byte[] text, long at) {}

    /** @param refreshing reads the values that are read when somebody asks */
    MetricsAnswer(Runnable refreshing, PrometheusMeterRegistry registry, String format) {
        this.refreshing = refreshing;
        this.registry = registry;
        this.format = format;
    }

    /** Returns the text as it is now, or was less than two seconds ago. */
    byte[] text() {
        Made before = latest;
        if (before == null || age(before) >= USABLE.toNanos()) {
            return made();
        }
        if (age(before) >= FRESH.toNanos() && isBeingMade.compareAndSet(false, true)) {
            Thread maker = new Thread(this::makeNext, "metrics");
            maker.setDaemon(true);
            maker.start();
        }
        return before.text;
    }

    private void makeNext() {
        try {
            made();
        } catch (RuntimeException e) {
            log.warn("The metrics can't be read", e); // who asks next is told
        } finally {
            isBeingMade.set(false);
        }
    }

    private synchronized byte[] made() {
        Made before = latest;
        if (before != null && age(before) < FRESH.toNanos()) { // by another thread meanwhile
            return before.text;
        }
        long now = now();
        refreshing.run();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            registry.scrape(out, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Made made = new Made(out.toByteArray(), now);
        latest = made;
        return made.text;
    }

    private long age(Made made) {
        return now() - made.at;
    }

    private long now() {
        return registry.config().clock().monotonicTime();
    }
}
