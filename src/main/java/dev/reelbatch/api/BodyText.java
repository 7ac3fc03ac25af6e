package dev.reelbatch.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as text. The bytes decide, whatever the headers say about them: a wrong header must not hide a
 * task id.
 *
 * @param isWhole false if the bytes contain more than could be unpacked
 */
record BodyText(String text, boolean isWhole) {

    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    /** @param declared charset from the answer's header; null if it has none */
    static BodyText of(byte[] bytes, @Nullable Charset declared, int longest) {
        if (bytes.length < 2 || (bytes[0] & 0xff) != GZIP_1 || (bytes[1] & 0xff) != GZIP_2) {
            return new BodyText(decoded(bytes, declared), true);
        }
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        boolean whole;
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            unpacked.write(gzip.readNBytes(longest));
            whole = gzip.read() < 0;
        } catch (IOException e) {
            whole = false;
        }
        // unreadable bytes are better than none: they show that something came
        byte[] best = unpacked.size() > 0 ? unpacked.toByteArray() : bytes;
        return new BodyText(decoded(best, declared), whole);
    }

    private static String decoded(byte[] bytes, @Nullable Charset declared) {
        String text = new String(bytes, charset(bytes, declared));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Detects the charset. JSON and markup begin with two ASCII characters, which tell UTF-16 from charsets that extend
     * ASCII (RFC 4627).
     */
    private static Charset charset(byte[] bytes, @Nullable Charset declared) {
        if (bytes.length >= 2 && (bytes[0] == 0 || isMark(bytes, 0xfe, 0xff))) {
            return StandardCharsets.UTF_16BE;
        }
        if (bytes.length >= 2 && (bytes[1] == 0 || isMark(bytes, 0xff, 0xfe))) {
            return StandardCharsets.UTF_16LE;
        }
        return declared != null && isLikeAscii(declared) ? declared : StandardCharsets.UTF_8;
    }

    private static boolean isMark(byte[] bytes, int first, int second) {
        return (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static boolean isLikeAscii(Charset charset) {
        return new String(new byte[] {'{', '"'}, charset).equals("{\"");
    }
}
