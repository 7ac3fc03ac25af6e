package dev.reelbatch.settings;

import dev.reelbatch.api.LinkSettings;
import dev.reelbatch.api.Proxies;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The settings of links to sheets. */
public record LinkProperties(
        @Setting("largest sheet that is fetched from a link") @DefaultValue("50MB")
        DataSize maxSize,

        @Setting("longest time for fetching a sheet from a link, redirects included") @DefaultValue("60s")
        Duration timeout,

        @Setting("allow links to this machine and to private networks, also without TLS (`http://`)")
        @DefaultValue("false")
        boolean privateAddresses) {

    /** Returns the limits for a client that goes through these proxies. */
    public LinkSettings limits(Duration connectTimeout, Proxies proxies) {
        return new LinkSettings(connectTimeout, timeout, Math.toIntExact(maxSize.toBytes()), privateAddresses, proxies);
    }
}
