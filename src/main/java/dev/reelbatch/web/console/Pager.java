package dev.reelbatch.web.console;

import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The neighbours of a page of a list; the partial {@code pager} shows them.
 *
 * @param text where the page is; empty if that is not known
 * @param previous address of the page before; empty for none
 * @param next address of the page after; empty for none
 */
record Pager(String text, String previous, String next) {

    /** Entries of a page. */
    static final int SIZE = 25;

    private static final int DEEPEST = 1_000_000;

    /** A page of a list, and where the neighbours are. */
    record Slice<T>(List<T> entries, Pager pager) {}

    /** Returns where a page begins. */
    static int offset(int page) {
        return clamped(page) * SIZE;
    }

    private static int clamped(int page) {
        return Math.min(Math.max(page, 0), DEEPEST);
    }

    /**
     * Returns a page.
     *
     * @param found its entries, and one more if there is another page
     * @param address before the fields
     * @param fields of the address, without the page
     */
    static <T> Slice<T> slice(List<T> found, int page, String address, Map<String, String> fields) {
        int number = clamped(page);
        return new Slice<>(
                found.stream().limit(SIZE).toList(),
                new Pager(
                        "",
                        number == 0 ? "" : address(address, fields, number - 1),
                        found.size() > SIZE ? address(address, fields, number + 1) : ""));
    }

    private static String address(String address, Map<String, String> fields, int page) {
        return address + "?"
                + fields.entrySet().stream()
                        .filter(field -> !field.getValue().isEmpty())
                        .map(field -> field.getKey() + "=" + Addresses.escaped(field.getValue()) + "&")
                        .collect(Collectors.joining())
                + "page=" + page;
    }

    /**
     * Returns the neighbours of a page among so many.
     *
     * @param page from 1
     * @param address returns that of a page
     */
    static Pager of(int page, int pages, IntFunction<String> address) {
        return new Pager(
                pages == 1 ? "" : Text.of("Page %d of %d", page, pages),
                page > 1 ? address.apply(Math.min(page - 1, pages)) : "",
                page < pages ? address.apply(page + 1) : "");
    }

    boolean isNeeded() {
        return !previous.isEmpty() || !next.isEmpty();
    }
}
