package dev.reelbatch.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the page that are the same for every run. Values of a run are escaped where they are filled in. */
final class PageTemplate {

    /** Control characters that HTML does not allow. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F]");

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().withEscaper(PageTemplate::escaped).nullValue("").emptyStringIsFalse(true);

    static final String STYLE = text("style.css");
    static final String SCRIPT = Stream.of("rows.js", "marks.js", "cards.js", "timeline.js", "start.js")
            .map(PageTemplate::text)
            .collect(Collectors.joining("\n"));

    /** The page up to the rows' data. */
    static final Template HEAD = COMPILER.compile(text("head.html"));

    /** The page after the rows, when their totals are known. */
    static final Template BODY = COMPILER.compile(text("body.html"));

    private PageTemplate() {}

    /** Escapes a text so that it appears literally between tags and in quoted attributes. */
    static String escaped(String text) {
        return Escapers.HTML.escape(CONTROL.matcher(text).replaceAll("\uFFFD"));
    }

    /**
     * Returns the hash that names an inline script or style in the content security policy; the page obeys nothing
     * else.
     */
    static String hash(String inline) {
        byte[] digest = Sha256.digest().digest(inline.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static String text(String resource) {
        String path = "page/" + resource;
        try (InputStream in = Objects.requireNonNull(PageTemplate.class.getResourceAsStream(path), path)) {
            // a browser turns line ends into \n before it hashes
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
