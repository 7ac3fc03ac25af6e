package dev.reelbatch.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port without a listener, which is reserved so that none can appear: one that was only freed may be another test's
 * at once.
 */
final class ClosedPort implements AutoCloseable {

    private final Socket taken = new Socket();

    ClosedPort() throws IOException {
        taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + taken.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        taken.close();
    }
}
