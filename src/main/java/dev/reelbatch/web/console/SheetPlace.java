package dev.reelbatch.web.console;

import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.springframework.util.MultiValueMap;

/** Where in the sheet a person is. */
record SheetPlace(String show, int page) {

    static SheetPlace of(MultiValueMap<String, String> form) {
        String page = Objects.requireNonNullElse(form.getFirst("page"), "1");
        return new SheetPlace(
                Objects.requireNonNullElse(form.getFirst("show"), "all"),
                page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1);
    }

    boolean isFix() {
        return show.equals("fix");
    }

    int skipped() {
        return (Math.max(page, 1) - 1) * NewRunView.ROWS;
    }

    IntPredicate wanted(Set<Integer> wrong) {
        return isFix() ? wrong::contains : row -> true;
    }

    Pager pager(int rows, String id) {
        int pages = Math.max(1, (rows + NewRunView.ROWS - 1) / NewRunView.ROWS);
        return Pager.of(Math.max(1, page), pages, other -> new SheetPlace(show, other).address(id));
    }

    String address(String id) {
        return Addresses.ofPrepared(id) + (isFix() ? "?show=fix&page=" : "?page=") + Math.max(page, 1);
    }
}
