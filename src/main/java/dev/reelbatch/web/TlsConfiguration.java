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
 * With TLS ({@code server.ssl.*}), commands of this machine are answered on a port of their own without it, which other
 * machines can't reach: they do not know the certificate.
 */
final class TlsConfiguration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private @Nullable Connector plain;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (Ssl.isEnabled(factory.getSsl())) {
            Connector connector = new Connector();
            connector.setPort(0);
            connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
            factory.addAdditionalConnectors(connector);
            plain = connector;
        }
    }

    /** Comes after Spring Boot's own, which reads the settings. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    String scheme() {
        return plain == null ? "http" : "https";
    }

    /** Returns the address for commands of this machine; empty without TLS. */
    Optional<URI> plainUrl() {
        return Optional.ofNullable(plain)
                .map(connector -> URI.create("http://127.0.0.1:%d".formatted(connector.getLocalPort())));
    }
}
