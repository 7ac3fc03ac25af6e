package dev.reelbatch.ledger;

import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Row numbers as a spreadsheet shows them, written {@code 3,7-9}. */
public record RowRanges(List<Range> ranges) {

    /** Every row. */
    public static final RowRanges ALL = new RowRanges(List.of(new Range(1, Integer.MAX_VALUE)));

    /** No row. */
    public static final RowRanges NONE = new RowRanges(List.of());

    private static final String EVERY_ROW = "all";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\s*-\\s*(\\d{1,9}))?");

    /** A range that includes both ends. */
    public record Range(int first, int last) {

        private boolean reaches(Range next) {
            return next.first <= last + 1L;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /**
     * Parses ranges as people write them.
     *
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    public static RowRanges of(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(range(part.strip()));
        }
        return new RowRanges(List.copyOf(ranges));
    }

    /** Returns all rows that any of the ranges names; null for no ranges. */
    public static @Nullable RowRanges union(List<RowRanges> all) {
        return all.isEmpty()
                ? null
                : new RowRanges(
                        all.stream().flatMap(rows -> rows.ranges.stream()).toList());
    }

    /**
     * Returns the named rows that do not exist.
     *
     * @param present the numbers of the existing rows
     * @return the ranges without any existing row
     */
    public RowRanges without(BitSet present) {
        return new RowRanges(ranges.stream()
                .filter(range -> {
                    int next = present.nextSetBit(range.first());
                    return next < 0 || next > range.last();
                })
                .toList());
    }

    /** Returns the named rows after this one. */
    public RowRanges beyond(int row) {
        return new RowRanges(ranges.stream()
                .filter(range -> range.last() > row)
                .map(range -> new Range(Math.max(range.first(), row + 1), range.last()))
                .toList());
    }

    /**
     * Returns the ranges of these rows.
     *
     * @param rows in order
     */
    public static RowRanges only(List<Integer> rows) {
        List<Range> ranges = new ArrayList<>();
        for (int row : rows) {
            Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.last() == row - 1) {
                ranges.set(ranges.size() - 1, new Range(last.first(), row));
            } else {
                ranges.add(new Range(row, row));
            }
        }
        return new RowRanges(List.copyOf(ranges));
    }

    private static Range range(String text) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(Text.of("\"%s\" is not a row or a range of rows; write 3,7-9", text));
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 2) {
            throw new IllegalArgumentException(Text.of("Row %d is the header; the first row is 2", first));
        }
        if (last < first) {
            throw new IllegalArgumentException(Text.of("\"%s\" ends before it begins", text));
        }
        return new Range(first, last);
    }

    /** Returns the ranges as people write them: {@code 3,7-9}. */
    public String text() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }

    /** Returns a canonical text, equal for the same rows however they were written; {@link #parse} reads it. */
    public String canonicalText() {
        List<Range> merged = new ArrayList<>();
        ranges.stream().sorted(Comparator.comparingInt(Range::first)).forEach(next -> {
            Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && before.reaches(next)) {
                merged.set(merged.size() - 1, new Range(before.first(), Math.max(before.last(), next.last())));
            } else {
                merged.add(next);
            }
        });
        return equals(ALL) ? EVERY_ROW : merged.stream().map(Range::toString).collect(Collectors.joining(","));
    }

    /** Parses the text of {@link #canonicalText}. */
    public static RowRanges parse(String text) {
        return text.equals(EVERY_ROW) ? ALL : text.isEmpty() ? NONE : of(text);
    }

    /** Returns each row; meant for ranges that were made of a sheet's rows. */
    public List<Integer> numbers() {
        return ranges.stream()
                .flatMap(range ->
                        IntStream.rangeClosed(range.first(), range.last()).boxed())
                .toList();
    }

    public boolean contains(int row) {
        return ranges.stream().anyMatch(range -> range.first() <= row && row <= range.last());
    }
}
