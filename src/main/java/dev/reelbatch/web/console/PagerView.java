package dev.reelbatch.web.console;

import dev.reelbatch.text.Text;

/**
 * The way to other pages of a sheet's rows.
 *
 * @param previous the address of the page before; empty if there is none
 * @param next the address of the page after; empty if there is none
 */
record PagerView(String text, String previous, String next) {

    static PagerView of(NewRunView.Place place, int rows, String id) {
        int pages = Math.max(1, (rows + NewRunView.ROWS - 1) / NewRunView.ROWS);
        int page = Math.max(1, place.page());
        return new PagerView(
                pages == 1 ? "" : Text.of("Page %d of %d", page, pages),
                page > 1 ? new NewRunView.Place(place.show(), Math.min(page - 1, pages)).address(id) : "",
                page < pages ? new NewRunView.Place(place.show(), page + 1).address(id) : "");
    }

    boolean isNeeded() {
        return !text.isEmpty();
    }
}
