package dev.reelbatch.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page or a part of one with named holes, {@code {{name}}}, that only {@link Html} fills. */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    /** Markup and the names of holes, alternating; markup first and last. */
    private final List<String> parts = new ArrayList<>();

    private Template(String text) {
        Matcher hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            parts.add(text.substring(from, hole.start()));
            parts.add(hole.group(1));
            from = hole.end();
        }
        parts.add(text.substring(from));
    }

    /** The template in this package's resource. */
    static Template of(String resource) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(resource), resource)) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Html fill(Map<String, Html> holes) {
        Map<String, List<Html>> lists = new HashMap<>();
        holes.forEach((name, html) -> lists.put(name, List.of(html)));
        StringWriter markup = new StringWriter();
        try {
            write(markup, lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter throws none
        }
        return new Html(markup.toString());
    }

    /** Writes the template with all that belongs in each hole, without joining it in memory first. */
    void write(Writer out, Map<String, List<Html>> holes) throws IOException {
        for (int i = 0; i < parts.size(); i++) {
            if (i % 2 == 0) {
                out.write(parts.get(i));
            } else {
                String name = parts.get(i);
                for (Html html : Objects.requireNonNull(holes.get(name), name)) {
                    out.write(html.markup());
                }
            }
        }
    }
}
