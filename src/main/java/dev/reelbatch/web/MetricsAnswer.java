package dev.reelbatch.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The text of all metrics in one format. It is made at most once a second, however many ask for it. */
final class MetricsAnswer {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final HomeGauges gauges;
    private final PrometheusMeterRegistry registry;
    private final String format;
    private byte @Nullable [] text;
    private long madeAt;

    MetricsAnswer(HomeGauges gauges, PrometheusMeterRegistry registry, String format) {
        this.gauges = gauges;
        this.registry = registry;
        this.format = format;
    }

    /** Returns the text as it is now, or was less than a second ago. */
    synchronized byte[] text() throws IOException {
        byte[] before = text;
        if (before != null && now() - madeAt < FRESH.toNanos()) {
            return before;
        }
        gauges.refresh();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        registry.scrape(out, format);
        byte[] made = out.toByteArray();
        text = made;
        madeAt = now();
        return made;
    }

    private long now() {
        return registry.config().clock().monotonicTime();
    }
}
