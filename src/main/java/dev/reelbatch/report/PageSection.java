package dev.reelbatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The cards of one section of the page. The page has the failures first and the ledger hands over in
 * the sheet's order, so cards wait here, up to a size that a browser can still show.
 */
final class PageSection {

    private static final int MARKUP_LIMIT = 6_000_000;

    private final List<Html> cards = new ArrayList<>();
    private int size;
    private int left;

    boolean hasRoom() {
        return size < MARKUP_LIMIT;
    }

    void add(Html card) {
        cards.add(card);
        size += card.markup().length();
    }

    void leaveOut() {
        left++;
    }

    List<Html> cards() {
        return cards;
    }

    /** What is not shown, in a sentence; nothing where all is. */
    Html leftOut(String file) {
        return left == 0 ? Html.NONE : Html.text("And %,d more: see %s.".formatted(left, file));
    }
}
