package dev.reelbatch.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a caller is. A proxy may tell anything instead of an address; no name is looked up for it. */
final class CallerAddress {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final int NETWORK_BYTES = 8;

    private CallerAddress() {}

    static boolean isOfThisMachine(String address) {
        InetAddress parsed = parsed(address);
        return parsed != null && parsed.isLoopbackAddress();
    }

    /** Returns what one person has: an IPv4 address, or the first 64 bits of an IPv6 address. */
    static String network(String address) {
        return parsed(address) instanceof Inet6Address v6
                ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES)) + "/64"
                : address;
    }

    private static @Nullable InetAddress parsed(String address) {
        try {
            boolean isAddress = address.contains(":") || IPV4.matcher(address).matches();
            return isAddress ? InetAddress.getByName(address) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
