package dev.reelbatch.download;

/** Sizes in bytes as people write them. */
final class SizeWords {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private SizeWords() {}

    /** Returns the size as in {@code 10GB}, in the largest unit that gives a whole number. */
    static String of(long bytes) {
        int unit = 0;
        while (bytes >= 1024 && bytes % 1024 == 0 && unit < UNITS.length - 1) {
            bytes /= 1024;
            unit++;
        }
        return bytes + UNITS[unit];
    }
}
