package dev.reelbatch.api;

import java.time.Duration;

/**
 * The limits on fetching sheets from links.
 *
 * @param deadline for all of it, redirects included
 * @param mostBytes largest sheet, unpacked
 * @param privateAddresses whether links to this machine and to private networks are allowed, also without TLS
 */
public record LinkSettings(
        Duration connectTimeout, Duration deadline, int mostBytes, boolean privateAddresses, Proxies proxies) {}
