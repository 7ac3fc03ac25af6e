package dev.reelbatch.report;

import com.samskivert.mustache.Template;
import dev.reelbatch.page.HtmlTemplates;
import dev.reelbatch.page.PageStyle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the page that are the same for every run. */
final class PageTemplate {

    static final String STYLE = PageStyle.SHARED + PageStyle.NARROW + text("style.css");
    static final String SCRIPT = Stream.of("rows.js", "marks.js", "cards.js", "start.js")
            .map(PageTemplate::text)
            .collect(Collectors.joining("\n"));

    /** The symbols that the page uses, which it can't load. */
    static final String ICONS = PageStyle.icons(Set.of(
            "down",
            "info",
            "keep",
            "kept",
            "play",
            "redo",
            "s-delivered",
            "s-doubt",
            "s-downloading",
            "s-failed",
            "s-generating",
            "s-incomplete",
            "s-queued",
            "s-running",
            "s-stopped",
            "s-submitted",
            "search",
            "sheet"));

    /** The page up to the rows' data. */
    static final Template HEAD = HtmlTemplates.compile(PageTemplate.class, "page/head.html");

    /** The page after the rows, when their totals are known. */
    static final Template BODY = HtmlTemplates.compile(PageTemplate.class, "page/body.html");

    private PageTemplate() {}

    private static String text(String resource) {
        return HtmlTemplates.text(PageTemplate.class, "page/" + resource);
    }
}
