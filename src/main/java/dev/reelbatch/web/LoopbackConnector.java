package dev.reelbatch.web;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * A port for commands of this machine where the others are of no use to them: they do not know the certificate of TLS
 * ({@code server.ssl.*}), and come from another address than 127.0.0.1 to one that is no loopback. Other machines can't
 * reach it.
 */
final class LoopbackConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private @Nullable Connector own;
    private boolean hasTls;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        hasTls = Ssl.isEnabled(factory.getSsl());
        if (hasTls || !isOfThisMachine(factory.getAddress())) {
            Connector connector = new Connector();
            connector.setPort(0);
            connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
            factory.addAdditionalConnectors(connector);
            own = connector;
        }
    }

    private static boolean isOfThisMachine(@Nullable InetAddress address) {
        return address == null || address.isAnyLocalAddress() || address.isLoopbackAddress();
    }

    /** Comes after Spring Boot's own, which reads the settings. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    String scheme() {
        return hasTls ? "https" : "http";
    }

    /** Returns the address for commands of this machine; empty if it is the same as for others. */
    Optional<URI> ownUrl() {
        return Optional.ofNullable(own)
                .map(connector -> URI.create("http://127.0.0.1:%d".formatted(connector.getLocalPort())));
    }
}
