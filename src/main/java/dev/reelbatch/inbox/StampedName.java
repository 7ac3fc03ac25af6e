package dev.reelbatch.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in done/ and failed/: {@code 2026-04-01_020000_sheet.csv}, in local time. */
final class StampedName {

    /** Most bytes in UTF-8. File systems allow 255; the rest is for what is appended. */
    private static final int LONGEST = 240;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmmss", Locale.ROOT);
    private static final String TO_FIX = " to fix";
    private static final String COPIED = "(?: ?\\(\\d+\\))?\\.[^.]+"; // as browsers and Explorer number copies
    private static final Pattern ERRORS_OF =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d_\\d{6}_(.+)" + TO_FIX + COPIED, Pattern.DOTALL);

    /** The name that earlier versions gave. */
    private static final Pattern FORMERLY =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d_\\d{6}_(.+)\\.errors" + COPIED, Pattern.DOTALL);

    private StampedName() {}

    /** @param number distinguishes files of one name and second, from 1 */
    static String of(Instant at, ZoneId zone, String name, int number) {
        String stamp = STAMP.format(at.atZone(zone)) + "_";
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String end = (number == 1 ? "" : "-" + number) + (dot > 0 ? name.substring(dot) : "");
        return stamp + cut(stem, LONGEST - stamp.length() - bytes(end)) + end;
    }

    private static String cut(String text, int atMost) {
        String cut = text;
        while (bytes(cut) > atMost) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the name of the copy of a sheet that is to be corrected. */
    static String toFix(String sheet, String extension) {
        int dot = sheet.lastIndexOf('.');
        return (dot > 0 ? sheet.substring(0, dot) : sheet) + TO_FIX + extension;
    }

    /**
     * Returns the name of the sheet that a copy to be corrected came from, with some extension, else the name unchanged.
     */
    static String original(String name) {
        Matcher copy = ERRORS_OF.matcher(name);
        if (copy.matches()) {
            return copy.group(1) + ".csv";
        }
        Matcher former = FORMERLY.matcher(name);
        return former.matches() ? former.group(1) : name;
    }
}
