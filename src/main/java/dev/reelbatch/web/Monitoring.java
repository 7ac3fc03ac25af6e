package dev.reelbatch.web;

import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Monitored;
import dev.reelbatch.session.Session;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What Prometheus reads: the figures of the home, of its runs, of Spring Batch and of the JVM. */
final class Monitoring {

    /** Spring Batch observes each row in several places, which is of no use here, and the submit step paces itself. */
    private static final String EACH_ROW = "spring.batch.item.";

    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HomeGauges gauges;
    private final Map<String, MetricsAnswer> answers = new ConcurrentHashMap<>(); // by format

    /** Listens to the session from now on. */
    Monitoring(Session session, Readiness readiness, Disks disks, RequestedRuns requestedRuns, CallHealth callHealth) {
        this.gauges = new HomeGauges(session, requestedRuns, readiness, disks, registry);
        Metrics metrics = new Metrics(registry, callHealth);
        Monitored monitored = session.monitored();
        monitored.account().listen(metrics);
        monitored.journal().listen(metrics);
        monitored.journal().listenToGroups(metrics);
        ObservationConfig observations = monitored.observations().observationConfig();
        observations.observationPredicate((name, context) -> !name.startsWith(EACH_ROW));
        observations.observationHandler(new DefaultMeterObservationHandler(registry));
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(meters -> meters.bindTo(registry));
    }

    /** Returns the format for a caller who accepts these. */
    static String format(String accepted) {
        return accepted.contains(OPEN_METRICS)
                ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
    }

    /** Writes the values in that format as they are now, or were less than two seconds ago. */
    void write(OutputStream out, String format) throws IOException {
        out.write(answers.computeIfAbsent(format, wanted -> new MetricsAnswer(gauges::refresh, registry, wanted))
                .text());
    }
}
