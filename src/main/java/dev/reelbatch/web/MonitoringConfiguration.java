package dev.reelbatch.web;

import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** What monitors ask: liveness, readiness, metrics. */
@Configuration(proxyBeanMethods = false)
@Import({HealthController.class, MetricsController.class})
class MonitoringConfiguration {

    @Bean
    CallHealth callHealth() {
        return new CallHealth();
    }

    @Bean
    Disks disks(Session session, RequestedRuns requestedRuns) {
        return new Disks(session.monitored(), requestedRuns);
    }

    @Bean
    Readiness readiness(Session session, Disks disks, CallHealth callHealth) {
        return new Readiness(session, disks, callHealth);
    }

    /** Made after the server answers, which it needs not wait for. */
    @Bean
    @Lazy
    Monitoring monitoring(
            Session session, RequestedRuns requestedRuns, Readiness readiness, Disks disks, CallHealth callHealth) {
        return new Monitoring(session, readiness, disks, requestedRuns, callHealth);
    }
}
