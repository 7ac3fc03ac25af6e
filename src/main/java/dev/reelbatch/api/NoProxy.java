package dev.reelbatch.api;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of {@code NO_PROXY}: {@code *}, a host (its subdomains too), {@code .domain} or {@code *.domain}, an address
 * or a range of them ({@code 10.0.0.0/8}); each with an optional port.
 */
final class NoProxy {

    private static final Pattern ENTRY =
            Pattern.compile("(?:\\*?\\.)?\\[?([^\\[\\]/]+?)]?(?:/(\\d{1,3}))?(?::(\\d{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    private NoProxy() {}

    /** @param host in lower case, an IPv6 address without brackets */
    static boolean covers(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        Matcher parts = ENTRY.matcher(isBareIpv6(entry) ? "[" + entry + "]" : entry);
        if (!parts.matches() || parts.group(3) != null && Integer.parseInt(parts.group(3)) != port) {
            return false;
        }
        String name = parts.group(1);
        if (parts.group(2) != null) {
            return isInRange(host, name, Integer.parseInt(parts.group(2)));
        }
        return host.equals(name)
                || host.endsWith("." + name) && !ADDRESS.matcher(host).matches();
    }

    private static boolean isBareIpv6(String entry) {
        return entry.indexOf(':') != entry.lastIndexOf(':') && !entry.startsWith("[") && !entry.contains("/");
    }

    private static boolean isInRange(String host, String network, int bits) {
        if (!ADDRESS.matcher(host).matches() || !ADDRESS.matcher(network).matches()) {
            return false;
        }
        try { // only texts that are addresses, so that no name is looked up
            byte[] one = InetAddress.getByName(host).getAddress();
            byte[] other = InetAddress.getByName(network).getAddress();
            int shift = one.length * Byte.SIZE - bits;
            return one.length == other.length
                    && shift >= 0
                    && new BigInteger(1, one).shiftRight(shift).equals(new BigInteger(1, other).shiftRight(shift));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
