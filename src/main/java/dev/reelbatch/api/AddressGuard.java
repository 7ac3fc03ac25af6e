package dev.reelbatch.api;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks hosts up for a client that may only reach the public network. Connections are made to the addresses that were
 * checked here, so a name can't lead elsewhere the second time.
 */
final class AddressGuard implements DnsResolver {

    private final boolean allowsPrivate;
    private final DnsResolver names;
    private final Predicate<InetAddress> isPublic;
    private volatile boolean goesByProxy;
    private volatile boolean needsPrivate;
    private volatile boolean hasRefused;

    AddressGuard(boolean allowsPrivate, DnsResolver names, Predicate<InetAddress> isPublic) {
        this.allowsPrivate = allowsPrivate;
        this.names = names;
        this.isPublic = isPublic;
    }

    static AddressGuard ofSystem(boolean allowsPrivate) {
        return new AddressGuard(allowsPrivate, SystemDefaultDnsResolver.INSTANCE, AddressGuard::isPublic);
    }

    /**
     * Sets the rules for the next connection.
     *
     * @param byProxy whether it is made to a proxy, which looks the host up itself
     * @param withoutTls whether it is allowed to private addresses alone
     */
    void next(boolean byProxy, boolean withoutTls) {
        goesByProxy = byProxy;
        needsPrivate = withoutTls;
    }

    /** Returns whether a connection was refused because of its address. */
    boolean hasRefused() {
        return hasRefused;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (!goesByProxy) {
            check(addresses);
        }
        return addresses;
    }

    /** Checks the host of a request through a proxy, as far as it can be looked up here. */
    boolean allows(String host) {
        try {
            check(names.resolve(host));
        } catch (UnknownHostException e) {
            return !hasRefused;
        }
        return true;
    }

    private void check(InetAddress[] addresses) throws UnknownHostException {
        boolean isPrivate = !Arrays.stream(addresses).allMatch(isPublic);
        boolean isElsewhere = Arrays.stream(addresses).anyMatch(AddressGuard::isPublic);
        if (isPrivate && !allowsPrivate || isElsewhere && needsPrivate) {
            hasRefused = true;
            throw new UnknownHostException("not allowed");
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /** Returns whether the address is one of the public network, by the registries of special addresses (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : address instanceof Inet6Address && isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        int third = bytes[2] & 0xFF;
        boolean isShared = first == 100 && second >= 64 && second < 128;
        boolean isForTests = first == 198 && (second == 18 || second == 19 || second == 51 && third == 100)
                || first == 203 && second == 0 && third == 113
                || first == 192 && second == 0 && (third == 0 || third == 2);
        return first != 0 && first < 240 && !isShared && !isForTests;
    }

    /** Returns whether the address is global; one that stands for an IPv4 address, whether that is. */
    private static boolean isPublic6(byte[] bytes) {
        if (startsWith(bytes, 0x20, 0x02)) { // 6to4
            return isPublicIn(bytes, 2);
        }
        if (startsWith(bytes, 0x00, 0x64, 0xFF, 0x9B)) { // NAT64
            return isPublicIn(bytes, 12);
        }
        boolean isGlobal = (bytes[0] & 0xE0) == 0x20; // 2000::/3
        return isGlobal && !startsWith(bytes, 0x20, 0x01, 0x00) && !startsWith(bytes, 0x20, 0x01, 0x0D, 0xB8);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPublicIn(byte[] bytes, int from) {
        try {
            return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
