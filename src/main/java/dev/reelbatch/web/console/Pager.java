package dev.reelbatch.web.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The neighbours of a page of a list; the partial {@code pager} shows them.
 *
 * @param newer address of the page before; empty for none
 * @param older address of the page after; empty for none
 */
record Pager(String newer, String older) {

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

    boolean isNeeded() {
        return !newer.isEmpty() || !older.isEmpty();
    }
}
