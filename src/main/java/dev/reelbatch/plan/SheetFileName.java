package dev.reelbatch.plan;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name under which an uploaded or fetched sheet is kept: the caller's, without folders, safe on every system, and with an ending
 * of sheets only. A job file, which names other files of the machine, is therefore never taken for one.
 */
public final class SheetFileName {

    private static final Pattern ENDING = Pattern.compile("\\.(csv|tsv|txt|xlsx|xlsm|xls)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}:*?\"<>|]");

    private SheetFileName() {}

    /** Returns the safe name for a given one. */
    public static String of(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String name = UNSAFE.matcher(last).replaceAll("-");
        Matcher ending = ENDING.matcher(name);
        return JobName.of(Path.of(name.isBlank() ? "sheet" : name)) + (ending.find() ? ending.group() : "");
    }
}
