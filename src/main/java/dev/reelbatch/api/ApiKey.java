package dev.reelbatch.api;

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
 * The secret that pays. No method gives it away: it leaves this class in the header of a request to
 * the API's host, and nowhere else.
 */
public final class ApiKey {

    /** The vendor's own name for it. */
    public static final String VARIABLE = "MODELVERSE_API_KEY";

    /** Names a file that holds the key. */
    public static final String FILE_VARIABLE = "MODELVERSE_API_KEY_FILE";

    // Keys are pasted from web pages and saved by editors that put a byte order mark first.
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
     * The key in the variable {@value #VARIABLE}, else in the file that {@value #FILE_VARIABLE}
     * names; a blank variable counts as absent.
     *
     * @throws IllegalArgumentException with a text for the user, if there is one that can't be read
     *     or can't be a key
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
     * A key given by the program itself, for the simulator.
     *
     * @throws IllegalArgumentException if it can't be a key
     */
    public static ApiKey of(String text) {
        return checked(cut(text), Text.of("The key"));
    }

    String authorization(AuthForm form) {
        return form.header(secret);
    }

    /** The text with the key blotted out, for whatever a server may have echoed, in whatever form. */
    String maskIn(String text) {
        String masked = text;
        if (secret.length() < SHORTEST_SECRET) {
            return text; // a letter or two would be blotted out of every word, and hide nothing
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
            throw new IllegalArgumentException(Text.of("%s is empty; it should hold the API key.", place));
        }
        return checked(text, place);
    }

    private static String contents(String file, String place) {
        try {
            Path path = Path.of(file);
            // size() of a pipe is 0: `<(pass show key)` works too
            if (Files.size(path) > LONGEST_FILE) {
                throw new IllegalArgumentException(Text.of("%s is too large to hold an API key alone.", place));
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
            return Text.of("this user may not read it");
        }
        return e instanceof InvalidPathException
                ? Text.of("that can't be a file's name")
                : Text.of("it is no plain file, or its disk failed");
    }

    private static ApiKey checked(String key, String place) {
        if (!HEADER_TEXT.matcher(key).matches()) {
            throw new IllegalArgumentException(Text.of(
                    "%s holds line breaks or characters that no API key has; it should be the key alone, as plain text on one line.",
                    place));
        }
        return new ApiKey(key);
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : BLANKS_AROUND.matcher(text).replaceAll("");
    }
}
