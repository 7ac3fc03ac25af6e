package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reelbatch.api.Proxies;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.ledger.RowRanges;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scheduled job whose sheet is behind a link. */
@Timeout(120)
class LinkedJobTest {

    private final ServeRig rig;
    private final HttpServer server;
    private volatile int status = 503;

    LinkedJobTest(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 200, ServeRig.quick());
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] sheet = "prompt\na mug from afar\n".getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(status, sheet.length);
                exchange.getResponseBody().write(sheet);
            }
        });
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        server.stop(0);
        rig.close();
    }

    private ServedJob job() {
        Path none = rig.folder.resolve("none.csv");
        SheetLink link = SheetLink.of("http://127.0.0.1:" + server.getAddress().getPort() + "/x?k=s3cret", false);
        ServedJob named = rig.nightly("afar", none, RowRanges.ALL);
        return new ServedJob(
                "afar", "afar.yaml", new ServedJob.Link(link, Proxies.NONE), named.request(), named.schedule());
    }

    @Test
    void whenTheHostIsDownThenTheRunIsRetriedAndWhenItIsBackTheSheetIsRun() {
        rig.serve(job());
        rig.awaitSaid("The sheet can't be fetched from its link. 127.0.0.1 answered HTTP 503.", 2);
        rig.awaitSaid("Retrying in", 2);
        assertThat(rig.simulator.acceptedCount()).isZero();
        status = 200;
        rig.awaitSaid("1 row: 1 delivered", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        assertThat(rig.said()).doesNotContain("s3cret");
    }

    @Test
    void whenTheSheetIsNoLongerSharedThenTheRunIsRefused() {
        status = 403;
        rig.serve(job());
        rig.awaitSaid("Nothing was submitted: The sheet can't be fetched from its link. The sheet is not shared", 1);
        Awaitility.await().untilAsserted(() -> assertThat(rig.noticed).hasSize(1));
    }
}
