package dev.reelbatch.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 hashes as 64 lower-case hexadecimal digits. */
public final class Sha256 {

    private Sha256() {}

    /** Hashes a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Hashes a file's content, of any length. */
    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digested = new DigestInputStream(in, digest());
            digested.transferTo(OutputStream.nullOutputStream());
            return hex(digested.getMessageDigest());
        }
    }

    /** Begins a hash of parts that follow. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Ends the hash; the digest begins another one. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
