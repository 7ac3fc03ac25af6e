package dev.reelbatch.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority and its certificates for tests, made by the JDK's keytool in a folder of their own. */
public final class Certificates {

    public static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    private final Path folder;
    private int made;

    /** Creates an authority. */
    public Certificates(Path folder) throws IOException {
        this.folder = folder;
        keytool(AUTHORITY, "-genkeypair", "-keyalg", "EC", "-alias", "a", "-dname", "CN=Authority", "-ext", "bc:c");
        keytool(AUTHORITY, "-exportcert", "-alias", "a", "-file", file("authority.crt"));
        keytool("trusted", "-importcert", "-noprompt", "-alias", "a", "-file", file("authority.crt"));
    }

    /** Returns the JVM options that make a program trust the authority. */
    public List<String> trusting() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + file("trusted.p12"), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /**
     * Creates a server with a certificate of the authority.
     *
     * @param alternativeName such as {@code DNS:api.example} or {@code IP:127.0.0.1}
     * @param validity further options of keytool
     */
    public SSLContext of(String alternativeName, String... validity) throws IOException, GeneralSecurityException {
        String name = "server-" + ++made;
        keytool(name, "-genkeypair", "-keyalg", "EC", "-alias", "a", "-dname", "CN=server");
        keytool(name, "-certreq", "-alias", "a", "-file", file(name + ".csr"));
        List<String> sign = new ArrayList<>(List.of("-gencert", "-alias", "a", "-infile", file(name + ".csr")));
        sign.addAll(List.of("-outfile", file(name + ".crt"), "-ext", "SAN=" + alternativeName));
        sign.addAll(List.of(validity));
        keytool(AUTHORITY, sign.toArray(String[]::new));
        keytool(name, "-importcert", "-noprompt", "-alias", "authority", "-file", file("authority.crt"));
        keytool(name, "-importcert", "-noprompt", "-alias", "a", "-file", file(name + ".crt"));
        return context(name);
    }

    /** Creates a server with a self-signed certificate. */
    public SSLContext selfSigned(String alternativeName) throws IOException, GeneralSecurityException {
        String[] make = {"-genkeypair", "-keyalg", "EC", "-alias", "a", "-dname", "CN=server", "-ext"};
        List<String> arguments = new ArrayList<>(List.of(make));
        arguments.add("SAN=" + alternativeName);
        keytool("self", arguments.toArray(String[]::new));
        return context("self");
    }

    /** Creates a server's key store, with a certificate of the authority. */
    public Path keyStore(String alternativeName) throws IOException, GeneralSecurityException {
        of(alternativeName);
        return Path.of(file("server-" + made + ".p12"));
    }

    /** Returns what a client needs that trusts the authority alone. */
    public SSLContext ofClient() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file("trusted.p12")))) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private SSLContext context(String store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file(store + ".p12")))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keytool(String store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file(store + ".p12")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
