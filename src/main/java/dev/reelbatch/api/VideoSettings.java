package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.time.Duration;

/**
 * How to fetch videos.
 *
 * @param connectTimeout for each connection, and for its TLS handshake
 * @param stallTimeout for the head of an answer as a whole, then for each wait for the next bytes
 * @param maxConnections open at the same time
 */
public record VideoSettings(Duration connectTimeout, Duration stallTimeout, int maxConnections) {

    /** 10 s to connect, 60 s without a byte, 16 connections. */
    public static final VideoSettings DEFAULT = new VideoSettings(Duration.ofSeconds(10), Duration.ofSeconds(60), 16);

    public VideoSettings {
        if (connectTimeout.compareTo(Duration.ZERO) <= 0 || stallTimeout.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException(Text.of("The download's timeouts are above 0."));
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException(Text.of("At least one connection is needed."));
        }
    }
}
