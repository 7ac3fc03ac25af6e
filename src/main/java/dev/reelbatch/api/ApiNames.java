package dev.reelbatch.api;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What APIs are called in the ledger: one name for each account, whatever address of it is said and however that is
 * spelled.
 */
public final class ApiNames {

    /** The account at the vendor's hosts. */
    public static final String VENDOR = "modelverse";

    /** Always among the account's hosts: whoever names another one does not mean to pay again at these. */
    private static final Set<String> VENDOR_HOSTS =
            Set.of("api.modelverse.cn", "api.umodelverse.ai", "api-us-ca.umodelverse.ai");

    private final Set<String> vendorHosts = new HashSet<>(VENDOR_HOSTS);

    /**
     * @param moreHosts of the vendor's, where one key opens one set of tasks; as host or address
     * @throws IllegalArgumentException naming the one that is neither
     */
    public ApiNames(Collection<String> moreHosts) {
        for (String text : moreHosts) {
            URI address = address(text.contains("://") ? text : "https://" + text);
            if (address == null || address.getHost() == null) {
                throw new IllegalArgumentException(text);
            }
            vendorHosts.add(host(address));
        }
    }

    /** {@value #VENDOR}, or the origin: neither the path nor a default port tells two accounts apart. */
    public String of(URI address) {
        String host = host(address);
        if (vendorHosts.contains(host)) {
            return VENDOR;
        }
        return origin(address);
    }

    /** Whether both are one address in two spellings. */
    public static boolean areSame(URI one, URI other) {
        return origin(one).equals(origin(other)) && path(one).equals(path(other));
    }

    private static String path(URI address) {
        return ApiSettings.of(address).baseUrl().getRawPath();
    }

    private static String origin(URI address) {
        String host = host(address);
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int port = address.getPort();
        boolean isDefault = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }

    /** What an API is called that was once called so, by another version or with other settings. */
    public String ofNamed(String name) {
        URI address = name.contains("://") ? address(name) : null;
        return address == null || address.getHost() == null ? name : of(address);
    }

    /** An address as a person writes it, also one with letters of other scripts; null if it is none. */
    public static @Nullable URI address(String text) {
        try {
            URI url = URI.create(text.strip());
            return url.getHost() == null ? asciiAddress(url) : url;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Java's own reader of addresses knows ASCII hosts alone, and leaves others unread. */
    private static URI asciiAddress(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null || authority.contains("@")) {
            return url;
        }
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String rest = colon < 0 ? "" : authority.substring(colon);
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(url.getScheme() + "://" + IDN.toASCII(host) + rest + path);
    }

    private static String host(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return numeric(host);
        }
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return plain.equals("localhost") ? "127.0.0.1" : plain;
    }

    /** The one spelling of a numeric address in brackets; nobody is asked for it. */
    private static String numeric(String bracketed) {
        try {
            InetAddress address = InetAddress.getByName(bracketed);
            String text = address.getHostAddress();
            return text.contains(":") ? "[" + text + "]" : text;
        } catch (UnknownHostException e) {
            return bracketed;
        }
    }
}
