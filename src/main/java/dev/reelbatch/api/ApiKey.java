package dev.reelbatch.api;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secret that pays for videos. No method reveals it: it leaves this class only in the header of a request to the
 * API's host.
 */
public final class ApiKey {

    /** The variable with the key, as the vendor names it. */
    public static final String VARIABLE = "MODELVERSE_API_KEY";

    /** The variable with the name of a file that contains the key. */
    public static final String FILE_VARIABLE = "MODELVERSE_API_KEY_FILE";

    // Keys are pasted from web pages and saved by editors that write a byte order mark first.
    private static final int SHORTEST_SECRET = 5;
    private static final Pattern BLANKS_AROUND = Pattern.compile("^[\\s\\p{Z}\\x{FEFF}]+|[\\s\\p{Z}\\x{FEFF}]+$");
    private static final Pattern HEADER_TEXT = Pattern.compile("[\\x20-\\x7E]+");
    private static final int LONGEST_FILE = 8 * 1024;
    private static final String MASK = "***";

    private final String secret;
    private final List<String> forms;

    private ApiKey(String secret) {
        this.secret = secret;
        this.forms = Stream.of(
                        secret,
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        secret.replace("/", "\\/"),
                        base64(secret),
                        base64(AuthForm.BEARER.header(secret)))
                .distinct()
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Finds the key in the variable {@value #VARIABLE}, else in the file that {@value #FILE_VARIABLE} names; a blank
     * variable counts as absent.
     *
     * @throws IllegalArgumentException with a message for the user, if the key can't be read or is not a possible
     *     key
     */
    public static Optional<ApiKey> find(Map<String, String> environment) {
        String value = cut(environment.get(VARIABLE));
        if (!value.isEmpty()) {
            return Optional.of(checked(value, VARIABLE));
        }
        String file = cut(environment.get(FILE_VARIABLE));
        return file.isEmpty() ? Optional.empty() : Optional.of(read(file));
    }

    /**
     * Creates a key from the program, for the simulator.
     *
     * @throws IllegalArgumentException if it is not a possible key
     */
    public static ApiKey of(String text) {
        return checked(cut(text), Text.of("The key"));
    }

    String authorization(AuthForm form) {
        return form.header(secret);
    }

    /** Returns a hash by which the key can be told from others, together with this text. */
    public String hashedWith(String text) {
        return Sha256.of(text + "\n" + secret);
    }

    /** Masks the key in a text, in every form in which a server may have echoed it. */
    String maskIn(String text) {
        String masked = text;
        if (secret.length() < SHORTEST_SECRET) {
            return text; // a key of one or two letters would be masked in every word, and hide nothing
        }
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    @Override
    public String toString() {
        return "ApiKey[" + MASK + "]";
    }

    private static ApiKey read(String file) {
        String place = FILE_VARIABLE + " (" + file + ")";
        String text = cut(contents(file, place));
        if (text.isEmpty()) {
            throw new IllegalArgumentException(Text.of("%s is empty; it must contain the API key.", place));
        }
        return checked(text, place);
    }

    private static String contents(String file, String place) {
        try {
            Path path = Path.of(file);
            // size() of a pipe is 0, so `<(pass show key)` works too
            if (Files.size(path) > LONGEST_FILE) {
                throw new IllegalArgumentException(
                        Text.of("%s is too large for an API key; it must contain only the key.", place));
            }
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(Text.of("%s can't be read: %s.", place, why(e)), e);
        }
    }

    private static String why(Exception e) {
        if (e instanceof NoSuchFileException) {
            return Text.of("there is no such file");
        } else if (e instanceof AccessDeniedException) {
            return Text.of("this user is not allowed to read it");
        }
        return e instanceof InvalidPathException
                ? Text.of("that is not a valid file name")
                : Text.of("it is not a regular file, or the disk failed");
    }

    private static ApiKey checked(String key, String place) {
        if (!HEADER_TEXT.matcher(key).matches()) {
            throw new IllegalArgumentException(Text.of(
                    "%s contains line breaks or characters that no API key has; it must be only the key, "
                            + "as plain text on one line.",
                    place));
        }
        return new ApiKey(key);
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : BLANKS_AROUND.matcher(text).replaceAll("");
    }
}
