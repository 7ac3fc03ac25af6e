package dev.reelbatch.web;

import dev.reelbatch.session.Session;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import java.util.Map;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Traces of runs and their steps by OpenTelemetry, by Spring's own settings. They need not be there otherwise. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    OpenTelemetrySdkAutoConfiguration.class,
    OpenTelemetryTracingAutoConfiguration.class,
    OtlpTracingAutoConfiguration.class,
})
class TracingConfiguration {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    /** Returns true if the settings say where traces go. */
    static boolean isWanted(Environment environment) {
        return Binder.get(environment).bind(ENDPOINT, String.class).isBound();
    }

    /** Settings that hold unless others are given: all runs are traced, because there are few of them. */
    static Map<String, Object> defaults() {
        return Map.of("management.tracing.sampling.probability", "1.0", "spring.application.name", "reelbatch");
    }

    /** Leaves out the chunks, of which a long sheet has thousands. */
    @Bean
    DefaultTracingObservationHandler runsAndSteps(Tracer tracer, Session session) {
        DefaultTracingObservationHandler handler = new DefaultTracingObservationHandler(tracer) {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return !String.valueOf(context.getName()).startsWith("spring.batch.chunk.");
            }
        };
        session.monitored().observations().observationConfig().observationHandler(handler);
        return handler;
    }
}
