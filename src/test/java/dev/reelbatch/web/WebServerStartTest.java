package dev.reelbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.reelbatch.settings.ServeProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

class WebServerStartTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        root().addAppender(logged);
    }

    @AfterEach
    void forget() {
        root().detachAppender(logged);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenTheHomeCanNotBeOpenedThenNoStackTraceTellsOfTheServer(boolean hasSpringSettings) {
        ServeProperties settings = new ServeProperties(
                4, "127.0.0.1", "0", "", DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), List.of(), DAY, DAY, DAY);
        Map<String, Object> spring = hasSpringSettings ? Map.of("server.compression.enabled", "true") : Map.of();
        WebServerStart.begin(settings, spring).close(); // as after a failure to open the home
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("web-start")));
        assertThat(List.copyOf(logged.list))
                .noneMatch(event -> event.getThreadName().equals("web-start") && event.getThrowableProxy() != null);
    }
}
