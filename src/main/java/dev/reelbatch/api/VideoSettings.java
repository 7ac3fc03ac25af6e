package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.time.Duration;

/**
 * The settings of video requests.
 *
 * @param connectTimeout for each connection, and for its TLS handshake
 * @param stallTimeout for the complete head of an answer, then for each wait for the next bytes
 * @param maxConnections number of connections open at once
 */
public record VideoSettings(Duration connectTimeout, Duration stallTimeout, int maxConnections) {

    /** The default: 10 s to connect, 60 s without a byte, 16 connections. */
    public static final VideoSettings DEFAULT = new VideoSettings(Duration.ofSeconds(10), Duration.ofSeconds(60), 16);

    public VideoSettings {
        if (connectTimeout.compareTo(Duration.ZERO) <= 0 || stallTimeout.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException(Text.of("The download timeouts must be above 0."));
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException(Text.of("At least one connection is needed."));
        }
    }
}
