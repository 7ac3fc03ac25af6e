package dev.reelbatch.inbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The page beside a settled sheet, for whoever dropped it: what happened, what to do, and where the
 * results are.
 *
 * @param folder where the page will stand
 * @param sheet the name that the sheet was dropped under
 */
record ResultPage(Path folder, String sheet) {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
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
        return page("done", "Every row has its video.", links(results));
    }

    String failed(Path results, String why) {
        return page("not every row has its video", why, links(results));
    }

    /** @param errors the name of the file beside this page that says what to fix */
    String rejected(String why, String errors) {
        String what = errors.endsWith(Settlement.ERRORS_CSV)
                ? "The column <b>error</b> of <a href=\"%s\">%s</a> says what to fix in which row. Correct that file, and drop it into the inbox."
                : "What is wrong stands in <a href=\"%s\">%s</a>, too. Correct the sheet, and drop it into the inbox again.";
        return page(
                "nothing was submitted, nothing was paid",
                why,
                paragraph(what.formatted(segment(errors), escaped(errors))));
    }

    private String links(Path results) {
        Path report = results.resolve("report.html");
        StringBuilder links = new StringBuilder();
        if (Files.exists(report)) {
            links.append(paragraph("<a href=\"%s\">The report, with the videos</a>".formatted(href(report))));
        }
        links.append(paragraph("<a href=\"%s\">The folder with the results</a>: %s"
                .formatted(href(results), escaped(results.toAbsolutePath().normalize()))));
        return links.toString();
    }

    private String page(String headline, String why, String links) {
        return PAGE.formatted(escaped(sheet), escaped(headline), escaped(why), links);
    }

    private static String paragraph(String markup) {
        return "<p>" + markup + "</p>\n";
    }

    /** Relative, so that it holds on every computer that sees the same share. */
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
