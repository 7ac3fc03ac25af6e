package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The page beside a filed sheet, for the person who dropped it: what happened, what to do, and where the results are.
 *
 * @param folder of the page
 * @param sheet name under which the sheet was dropped
 * @param note a sentence about the sheet itself; null for none
 */
record ResultPage(Path folder, String sheet, @Nullable String note) {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%5$s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%1$s: %2$s</title>
            <style>
            body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
              overflow-wrap: anywhere; }
            .why { white-space: pre-line; }
            </style>
            </head>
            <body>
            <h1><bdi>%1$s</bdi>: %2$s</h1>
            <p class="why">%3$s</p>
            %4$s</body>
            </html>
            """;

    String done(Path results) {
        return page(Text.of("done"), Text.of("Every row has its video."), links(results));
    }

    String failed(Path results, String why) {
        return page(Text.of("not every row has its video"), why, links(results));
    }

    /** @param errors the name of the file beside this page that says what to fix */
    String rejected(String why, String errors) {
        String link = link(segment(errors), escaped(errors));
        String what = errors.endsWith(SheetFiling.ERRORS_CSV)
                ? Text.of("Open %s, fix what the column <b>error</b> lists, and drop it into the inbox again.", link)
                : Text.of("The details are also in %s. Fix the sheet and drop it into the inbox again.", link);
        return page(Text.of("nothing was submitted, nothing was charged"), why, paragraph(what));
    }

    /** Returns the page of a sheet that changed, so that its run did not cover all of it. */
    String takenAgain() {
        return page(
                Text.of("taken again"),
                Text.of("The file changed after it was taken, so it has been taken again; its new page "
                        + "will be in the folder done or failed. Videos that already exist are not charged "
                        + "again."),
                "");
    }

    private String links(Path results) {
        Path report = results.resolve("report.html");
        StringBuilder links = new StringBuilder();
        if (Files.exists(report)) {
            links.append(paragraph(link(href(report), Text.of("The report, with the videos"))));
        }
        links.append(paragraph(link(href(results), Text.of("The folder with the results")) + ": "
                + escaped(results.toAbsolutePath().normalize())));
        return links.toString();
    }

    private String page(String headline, String why, String links) {
        return PAGE.formatted(
                escaped(sheet),
                escaped(headline),
                escaped(note == null ? why : why + "\n" + note),
                links,
                Text.language().tag());
    }

    private static String link(String target, String text) {
        return "<a href=\"%s\">%s</a>".formatted(target, text);
    }

    private static String paragraph(String markup) {
        return "<p>" + markup + "</p>\n";
    }

    /** Returns a relative link, valid on every computer that sees the same share. */
    private String href(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        if (!absolute.startsWith(folder.getRoot())) {
            return escaped(absolute.toUri().toASCIIString()); // another drive of Windows
        }
        return StreamSupport.stream(folder.relativize(absolute).spliterator(), false)
                .map(name -> segment(name.toString()))
                .collect(Collectors.joining("/"));
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String escaped(Object text) {
        return text.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
