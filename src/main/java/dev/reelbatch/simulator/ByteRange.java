package dev.reelbatch.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a video that a Range header requests (RFC 9110).
 *
 * @param start first byte
 * @param end the byte after the last one
 */
record ByteRange(long start, long end) {

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Parses the header; empty for what a server may ignore: another unit, several ranges, nonsense. */
    static Optional<ByteRange> of(String header, long length) {
        Matcher matcher = ONE_RANGE.matcher(header.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), length));
        }
        long start = Long.parseLong(first);
        long end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
        return last.isEmpty() || Long.parseLong(last) >= start
                ? Optional.of(new ByteRange(start, end))
                : Optional.empty();
    }

    private static ByteRange suffix(long count, long length) {
        return new ByteRange(Math.max(0, length - count), length);
    }

    boolean satisfiable() {
        return start < end;
    }
}
