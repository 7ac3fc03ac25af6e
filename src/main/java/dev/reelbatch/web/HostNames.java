package dev.reelbatch.web;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names by which the server may be addressed. Another name in {@code Host} is that of a site which a browser was led
 * to.
 */
final class HostNames {

    private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    private final Set<String> names = new HashSet<>(OWN);

    /** @param given names from the settings */
    HostNames(InetAddress address, List<String> given) {
        given.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        names.add(text(address));
        if (given.isEmpty() && !address.isLoopbackAddress()) {
            addThisMachine();
        }
    }

    private void addThisMachine() {
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(own -> names.add(text(own)));
            InetAddress self = InetAddress.getLocalHost();
            names.add(self.getHostName().toLowerCase(Locale.ROOT));
            names.add(self.getCanonicalHostName().toLowerCase(Locale.ROOT));
        } catch (SocketException | UnknownHostException e) {
            return; // a machine that does not know its own name is reached by its addresses
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    boolean has(String name) {
        return names.contains(bare(name).toLowerCase(Locale.ROOT));
    }

    private static String bare(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }
}
