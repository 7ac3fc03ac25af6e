package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final InetAddress PUBLIC = address("142.250.1.100");
    private static final InetAddress PRIVATE = address("10.0.0.1");

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AddressGuard guard(boolean allowsPrivate, InetAddress... found) {
        DnsResolver names = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        return new AddressGuard(allowsPrivate, names, AddressGuard::isPublic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1"
            })
    void whenAnAddressIsNotOfThePublicNetworkThenItIsKnown(String text) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"142.250.1.100", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "64:ff9b::808:808"})
    void whenAnAddressIsOfThePublicNetworkThenItIsAllowed(String text) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(text))).isTrue();
    }

    @Test
    void whenOneOfAHostsAddressesIsPrivateThenNoneIsConnectedTo() throws UnknownHostException {
        assertThat(guard(false, PUBLIC).resolve("a.example")).containsExactly(PUBLIC);
        AddressGuard mixed = guard(false, PUBLIC, PRIVATE);
        assertThatThrownBy(() -> mixed.resolve("a.example")).isInstanceOf(UnknownHostException.class);
        assertThat(mixed.hasRefused()).isTrue();
        assertThat(guard(true, PUBLIC, PRIVATE).resolve("a.example")).hasSize(2);
    }

    @Test
    void whenTheConnectionHasNoTlsThenItIsMadeToPrivateAddressesAlone() throws UnknownHostException {
        AddressGuard guard = guard(true, PUBLIC);
        guard.next(false, true);
        assertThatThrownBy(() -> guard.resolve("a.example")).isInstanceOf(UnknownHostException.class);
        AddressGuard inside = guard(true, PRIVATE);
        inside.next(false, true);
        assertThat(inside.resolve("a.example")).containsExactly(PRIVATE);
    }

    @Test
    void whenAProxyIsOnTheWayThenItMayBePrivateButTheHostMayNot() throws UnknownHostException {
        AddressGuard guard = guard(false, PRIVATE);
        guard.next(true, false);
        assertThat(guard.resolve("proxy.example")).containsExactly(PRIVATE);
        assertThat(guard.allows("10.0.0.1")).isFalse();
    }
}
