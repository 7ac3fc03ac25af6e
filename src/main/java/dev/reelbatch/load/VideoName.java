package dev.reelbatch.load;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of a row's video without number and extension: the row's number first, then its
 * {@code filename}, its {@code id} or the beginning of its prompt. Safe on Windows, macOS and Linux;
 * never a path.
 */
final class VideoName {

    private static final int LONGEST = 60; // characters, so that even 4 bytes each fit a name of 255
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    private final boolean ascii;

    VideoName(boolean ascii) {
        this.ascii = ascii;
    }

    /** Plain ASCII where the JVM can't write other file names, as under a bare cron. */
    static VideoName forThisMachine() {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return new VideoName(!Charset.forName(encoding).equals(StandardCharsets.UTF_8) && !isWindows());
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    String of(PromptRow row, int variant) {
        String number = "%04d".formatted(row.row());
        String words = words(row);
        String name = words.isEmpty() ? number : number + "-" + words;
        return row.count() == 1 ? name : name + "-v" + variant;
    }

    private String words(PromptRow row) {
        String filename = safe(withoutExtension(row.filename()));
        if (!filename.isEmpty()) {
            return filename;
        }
        String id = safe(row.id());
        return id.isEmpty() ? safe(row.prompt().toLowerCase(Locale.ROOT)) : id;
    }

    private static @Nullable String withoutExtension(@Nullable String filename) {
        return filename == null ? null : filename.replaceFirst("(?i)\\.mp4$", "");
    }

    private String safe(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String plain = ascii
                ? Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "")
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        String safe = plain.replaceAll(ascii ? "[^A-Za-z0-9._-]+" : "[^\\p{L}\\p{M}\\p{N}._-]+", "-");
        return DEVICES.contains(safe.toLowerCase(Locale.ROOT)) ? safe + "-" : trimmed(safe);
    }

    private static String trimmed(String safe) {
        int end = safe.offsetByCodePoints(0, Math.min(LONGEST, safe.codePointCount(0, safe.length())));
        return safe.substring(0, end).replaceAll("^[-._]+|[-._]+$", "").replaceAll("\\.{2,}", ".");
    }
}
