package dev.reelbatch.load;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a row's video without the number of the file and the extension: the row's number, then its
 * {@code filename}, its {@code id} or the beginning of its prompt. It is safe on Windows, macOS and Linux, and never a
 * path.
 */
final class VideoName {

    private static final int LONGEST = 60; // characters
    private static final int LONGEST_BYTES =
            180; // bytes in UTF-8: with number, variant and ".mp4.part" a name has at most 255

    private final boolean ascii;

    VideoName(boolean ascii) {
        this.ascii = ascii;
    }

    /** Returns the name for this machine: plain ASCII if the JVM can't write other file names, as under a bare cron. */
    static VideoName forThisMachine() {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return new VideoName(!Charset.forName(encoding).equals(StandardCharsets.UTF_8) && !isWindows());
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    String of(PromptRow row, int variant) {
        String number = String.format(Locale.ROOT, "%04d", row.row());
        String title = title(row);
        String name = title.isEmpty() ? number : number + "-" + title;
        return row.count() == 1 && row.variant() == 0 ? name : name + "-v" + variant;
    }

    private String title(PromptRow row) {
        String filename = safe(withoutExtension(row.filename()));
        if (!filename.isEmpty()) {
            return filename;
        }
        String id = safe(row.id());
        return id.isEmpty() ? safe(row.prompt().toLowerCase(Locale.ROOT)) : id;
    }

    private static @Nullable String withoutExtension(@Nullable String filename) {
        return filename == null ? null : filename.replaceFirst("(?i)\\.(mp4|mov|webm)$", "");
    }

    private String safe(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String plain = ascii
                ? Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "")
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        String safe = plain.replaceAll(ascii ? "[^A-Za-z0-9._-]+" : "[^\\p{L}\\p{M}\\p{N}._-]+", "-");
        return cut(safe).replaceAll("^[-._]+|[-._]+$", "").replaceAll("\\.{2,}", ".");
    }

    private static String cut(String safe) {
        StringBuilder cut = new StringBuilder();
        int bytes = 0;
        for (int codePoint : safe.codePoints().limit(LONGEST).toArray()) {
            String character = Character.toString(codePoint);
            bytes += character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_BYTES) {
                break;
            }
            cut.append(character);
        }
        return cut.toString();
    }
}
