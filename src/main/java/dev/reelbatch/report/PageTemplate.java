package dev.reelbatch.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the page that are the same for every run. Texts of a run are escaped where they are filled in. */
final class PageTemplate {

    /** HTML knows no other control characters. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F]");

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().withEscaper(PageTemplate::escaped).nullValue("").emptyStringIsFalse(true);

    static final String STYLE = text("style.css");
    static final String SCRIPT = Stream.of("rows.js", "marks.js", "cards.js", "timeline.js", "start.js")
            .map(PageTemplate::text)
            .collect(Collectors.joining("\n"));

    /** Up to the rows' data. */
    static final Template HEAD = COMPILER.compile(text("head.html"));

    /** After them, when it is known what they come to. */
    static final Template BODY = COMPILER.compile(text("body.html"));

    private PageTemplate() {}

    /** Any text, which shows as itself between tags and in quoted attributes. */
    static String escaped(String text) {
        return Escapers.HTML.escape(CONTROL.matcher(text).replaceAll("\uFFFD"));
    }

    /** By what a content security policy knows an inline script or style: nothing else on the page is obeyed. */
    static String hash(String inline) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256", e);
        }
    }

    private static String text(String resource) {
        String path = "page/" + resource;
        try (InputStream in = Objects.requireNonNull(PageTemplate.class.getResourceAsStream(path), path)) {
            // a browser makes these line ends before it hashes
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
