package dev.reelbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsAnswerTest {

    private final MockClock clock = new MockClock();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
    private final AtomicInteger refreshed = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final MetricsAnswer answer = new MetricsAnswer(this::refresh, registry, "text/plain; version=0.0.4");

    @BeforeEach
    void countTheRefreshments() {
        Gauge.builder("refreshed", refreshed, AtomicInteger::get).register(registry);
    }

    private void refresh() {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        refreshed.incrementAndGet();
    }

    private String value() {
        return new String(answer.text(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("refreshed "))
                .findFirst()
                .orElseThrow()
                .substring("refreshed ".length());
    }

    @Test
    void whenManyAskWithinASecondThenItIsMadeOnce() {
        assertThat(value()).isEqualTo("1.0");
        clock.add(Duration.ofMillis(999));
        assertThat(value()).isEqualTo("1.0");
        assertThat(refreshed).hasValue(1);
    }

    @Test
    void whenTheNextOneIsBeingMadeThenNobodyWaitsForItAndItIsMadeOnce() {
        value();
        held = new CountDownLatch(1);
        clock.add(Duration.ofMillis(1_500));
        assertThat(value()).isEqualTo("1.0");
        assertThat(value()).isEqualTo("1.0");
        held.countDown();
        Awaitility.await().until(() -> value().equals("2.0"));
        assertThat(refreshed).hasValue(2);
    }

    @Test
    void whenTheLastOneIsTooOldThenWhoAsksWaitsForTheNext() {
        value();
        clock.add(Duration.ofSeconds(15));
        assertThat(value()).isEqualTo("2.0");
        held = new CountDownLatch(1);
        clock.add(Duration.ofSeconds(15));
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(this::value);
        held.countDown();
        assertThat(asked.join()).isEqualTo("3.0");
    }
}
