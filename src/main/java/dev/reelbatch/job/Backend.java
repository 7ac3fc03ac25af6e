package dev.reelbatch.job;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import java.net.URI;
import java.util.Locale;

/**
 * The API that a run talks to.
 *
 * @param name in fingerprints: {@code modelverse} for both of the vendor's hosts, {@code rehearsal}, else
 *     the origin of the address
 */
public record Backend(String name, ApiSettings api, ApiKey key) {

    public static final String REHEARSAL = "rehearsal";

    private static final String VENDOR = "modelverse";

    /** The name of the API at this address. */
    public static String nameOf(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("api.modelverse.cn") || host.equals("api.umodelverse.ai")) {
            return VENDOR;
        }
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme().toLowerCase(Locale.ROOT) + "://" + host + port;
    }
}
