package dev.reelbatch.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.WWWFormCodec;
import org.apache.hc.core5.util.TimeValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server, reachable from this machine only, that passes every request to one endpoint. */
final class SimulatorServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);

    private final HttpServer server;

    private SimulatorServer(HttpServer server) {
        this.server = server;
    }

    /** @param port 0 uses a free one */
    static SimulatorServer open(int port, Endpoint endpoint) throws IOException {
        HttpServer server = ServerBootstrap.bootstrap()
                .setListenerPort(port)
                .setLocalAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}))
                .setSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoReuseAddress(true)
                        .setBacklogSize(1024)
                        .build())
                // One handler for every host name: the API and the videos have different ones.
                .setRequestRouter(
                        (request, context) -> (asked, response, c) -> send(endpoint.answer(call(asked)), response))
                .setExceptionListener(new DefectsOnly())
                .create();
        server.start();
        return new SimulatorServer(server);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
        try {
            server.awaitTermination(TimeValue.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call call(ClassicHttpRequest request) throws IOException {
        String target = request.getRequestUri();
        int mark = target.indexOf('?');
        ReceivedBody body = body(request);
        String path = mark < 0 ? target : target.substring(0, mark);
        return new Call(
                request.getMethod(),
                path,
                mark < 0 ? Map.of() : query(target.substring(mark + 1)),
                headers(request),
                body.text(),
                body.pictures());
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (NameValuePair pair : WWWFormCodec.parse(text, StandardCharsets.UTF_8)) {
            query.put(pair.getName(), pair.getValue() == null ? "" : pair.getValue());
        }
        return query;
    }

    private static Map<String, String> headers(ClassicHttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : request.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    private static ReceivedBody body(ClassicHttpRequest request) throws IOException {
        return request.getEntity() == null
                ? ReceivedBody.EMPTY
                : ReceivedBody.of(request.getEntity().getContent());
    }

    private static void send(Answer answer, ClassicHttpResponse response) {
        response.setCode(answer.status());
        answer.headers().forEach(response::setHeader);
        Body body = answer.body();
        response.setEntity(
                new EntityTemplate(body.length(), ContentType.parse(body.contentType()), null, body::writeTo));
    }

    /** A listener that reports only defects of the simulator: broken connections are part of its purpose. */
    private static final class DefectsOnly implements ExceptionListener {

        @Override
        public void onError(Exception e) {
            if (e instanceof RuntimeException) {
                LOG.error("The simulator could not answer", e);
            }
        }

        @Override
        public void onError(HttpConnection connection, Exception e) {
            onError(e);
        }
    }
}
