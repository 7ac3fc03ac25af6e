package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces of runs, as a collector of OpenTelemetry receives them. */
@Timeout(180)
class TracesTest {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";
    private static final String DELAY = "management.opentelemetry.tracing.export.schedule-delay";

    @TempDir
    private Path folder;

    private final List<byte[]> received = new CopyOnWriteArrayList<>();

    /** A span as it was received. */
    private record Span(String trace, String id, String parent, String name, String text) {}

    /** The fields of a message of Protocol Buffers that have a length, by number. */
    private static Map<Integer, List<ByteBuffer>> fields(ByteBuffer message) {
        Map<Integer, List<ByteBuffer>> fields = new TreeMap<>();
        while (message.hasRemaining()) {
            int tag = (int) number(message);
            switch (tag & 7) {
                case 0 -> number(message);
                case 1 -> message.getLong();
                case 2 -> {
                    int length = (int) number(message);
                    fields.computeIfAbsent(tag >> 3, field -> new CopyOnWriteArrayList<>())
                            .add(message.slice(message.position(), length));
                    message.position(message.position() + length);
                }
                default -> message.getInt();
            }
        }
        return fields;
    }

    private static long number(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static List<ByteBuffer> within(ByteBuffer message, int field) {
        return fields(message.duplicate()).getOrDefault(field, List.of());
    }

    private static String hex(ByteBuffer span, int field) {
        return within(span, field).stream()
                .map(id -> HexFormat.of().formatHex(bytes(id)))
                .collect(Collectors.joining());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    }

    private List<Span> spans() {
        return received.stream()
                .flatMap(body -> within(ByteBuffer.wrap(body), 1).stream())
                .flatMap(resource -> within(resource, 2).stream())
                .flatMap(scope -> within(scope, 2).stream())
                .map(span -> new Span(
                        hex(span, 1),
                        hex(span, 2),
                        hex(span, 4),
                        text(within(span, 5).get(0)),
                        text(span)))
                .toList();
    }

    private HttpServer collector() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }

    private ApiRig rig(Map<String, Object> spring) throws InterruptedException {
        return new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), Map.of(), List.of(), Time.faster(50), spring)
                .serve();
    }

    @Test
    void whenACollectorIsSetThenItReceivesEachRunWithItsStepsAsOneTrace() throws Exception {
        HttpServer collector = collector();
        String url =
                "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort());
        try (ApiRig rig = rig(Map.of(ENDPOINT, url, DELAY, "100ms"))) {
            rig.awaitState(
                    rig.run("kites.csv", "prompt\na kite\na boat\n", "max_cost=none")
                            .path("id")
                            .asString(),
                    "completed");
            Awaitility.await()
                    .until(() -> spans().stream().anyMatch(span -> span.name().equals("spring.batch.job")));
        } finally {
            collector.stop(0);
        }
        Span job = spans().stream()
                .filter(span -> span.name().equals("spring.batch.job"))
                .findFirst()
                .orElseThrow();
        assertThat(job.parent()).isEmpty();
        assertThat(job.text()).contains("reelbatch.job", "kites");
        List<Span> steps = spans().stream()
                .filter(span -> span.name().equals("spring.batch.step"))
                .toList();
        assertThat(steps)
                .hasSize(5)
                .allMatch(step ->
                        step.trace().equals(job.trace()) && step.parent().equals(job.id()));
        assertThat(steps.stream().map(Span::text).collect(Collectors.joining()))
                .contains("load", "submit", "poll", "download", "report");
        assertThat(spans()).hasSize(6);
        assertThat(new String(received.get(0), StandardCharsets.UTF_8)).contains("service.name", "reelbatch");
    }

    @Test
    void whenTheCollectorDoesNotAnswerThenRunsGoOn() throws Exception {
        try (ApiRig rig = rig(Map.of(ENDPOINT, "http://127.0.0.1:1/v1/traces"))) {
            rig.awaitState(
                    rig.run("kites.csv", "prompt\na kite\n", "max_cost=none")
                            .path("id")
                            .asString(),
                    "completed");
        }
    }
}
