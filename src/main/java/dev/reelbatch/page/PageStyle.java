package dev.reelbatch.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The look that the console and the report share: cards, states, figures, bars, tables, filters, charts, the wall. */
public final class PageStyle {

    /** For all widths. */
    public static final String SHARED = HtmlTemplates.TOKENS + texts("base.css", "parts.css", "wall.css");

    /** For narrow windows and for paper; comes after the rules for all widths. */
    public static final String NARROW = texts("narrow.css");

    /** A picture of symbols, one a line, each to be used by its id. */
    public static final String ICONS = HtmlTemplates.text(PageStyle.class, "icons.svg");

    private PageStyle() {}

    /** Returns these of the icons' symbols for a page that holds them itself, each by its name after {@code i-}. */
    public static String icons(Collection<String> names) {
        return Arrays.stream(ICONS.split("\n"))
                .filter(symbol -> names.stream().anyMatch(name -> symbol.startsWith("<symbol id=\"" + name + "\"")))
                .map(symbol -> symbol.replaceFirst("id=\"", "id=\"i-"))
                .collect(Collectors.joining());
    }

    private static String texts(String... names) {
        return Stream.of(names)
                .map(name -> HtmlTemplates.text(PageStyle.class, name))
                .collect(Collectors.joining());
    }
}
