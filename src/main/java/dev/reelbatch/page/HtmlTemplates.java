package dev.reelbatch.page;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/** Templates of pages. Values are escaped where they are filled in. */
public final class HtmlTemplates {

    /** Control characters that HTML does not allow. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F]");

    private static final String SPECIAL = "&<>\"'`=";

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(HtmlTemplates::escaped)
            .withFormatter(HtmlTemplates::text)
            .nullValue("")
            .emptyStringIsFalse(true);

    /** The names of colours, corners and shadows, light and dark, with their values. */
    public static final String TOKENS = text(HtmlTemplates.class, "tokens.css");

    private HtmlTemplates() {}

    /**
     * Compiles a template among the resources of this class's package. Its partials ({@code {{>name}}}) are files
     * {@code name.html} beside it, or else those that all pages share.
     */
    public static Template compile(Class<?> owner, String resource) {
        String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
        return COMPILER.withLoader(name -> new StringReader(partial(owner, folder, name + ".html")))
                .compile(text(owner, resource));
    }

    private static String partial(Class<?> owner, String folder, String file) {
        return owner.getResource(folder + file) == null ? text(HtmlTemplates.class, file) : text(owner, folder + file);
    }

    /** Parts of a page are never shown as a text, but each is asked for one to find out whether it is empty. */
    private static String text(Object value) {
        return value instanceof Record ? "part" : String.valueOf(value);
    }

    /** Returns a text among the resources of this class's package. */
    public static String text(Class<?> owner, String resource) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            // a browser turns line ends into \n before it hashes
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Escapes a text so that it appears literally between tags and in quoted attributes. */
    public static String escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpecial(text.charAt(i))) {
                return Escapers.HTML.escape(CONTROL.matcher(text).replaceAll("\uFFFD"));
            }
        }
        return text; // most texts have nothing to escape
    }

    private static boolean isSpecial(char one) {
        return one < ' ' || one == 0x7F || SPECIAL.indexOf(one) >= 0;
    }

    /**
     * Returns the hash that names an inline script or style in the content security policy; the page obeys nothing
     * else.
     */
    public static String hash(String inline) {
        byte[] digest = Sha256.digest().digest(inline.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
