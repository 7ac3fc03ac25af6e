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
 * The names of APIs in the ledger: one name for each account, whichever of its addresses is used and however that is
 * spelled.
 */
public final class ApiNames {

    /** The account at the vendor's hosts. */
    public static final String VENDOR = "modelverse";

    /** Hosts that always belong to the account: a person who names another of them does not mean to pay again there. */
    private static final Set<String> VENDOR_HOSTS =
            Set.of("api.modelverse.cn", "api.umodelverse.ai", "api-us-ca.umodelverse.ai");

    private final Set<String> vendorHosts = new HashSet<>(VENDOR_HOSTS);

    /**
     * @param moreHosts more hosts or addresses of the vendor, where one key sees the same tasks
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

    /** Returns {@value #VENDOR}, or the origin: neither the path nor a default port tells two accounts apart. */
    public String of(URI address) {
        String host = host(address);
        if (vendorHosts.contains(host)) {
            return VENDOR;
        }
        return origin(address);
    }

    /** Returns whether both are spellings of one address. */
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

    /** Returns the present name of an API that another version, or other settings, named differently. */
    public String ofNamed(String name) {
        URI address = name.contains("://") ? address(name) : null;
        return address == null || address.getHost() == null ? name : of(address);
    }

    /** Parses an address as a person writes it, also with letters of other scripts; null if it is not one. */
    public static @Nullable URI address(String text) {
        try {
            URI url = URI.create(text.strip());
            return url.getHost() == null ? asciiAddress(url) : url;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Converts an address to ASCII hosts: Java's URI parses only those. */
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

    /** Returns the one spelling of a numeric address in brackets, without a name lookup. */
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
