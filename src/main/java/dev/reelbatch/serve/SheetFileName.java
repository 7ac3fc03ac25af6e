package dev.reelbatch.serve;

import dev.reelbatch.plan.JobName;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name under which an uploaded sheet is kept: the caller's, without folders, safe on every system, and with an ending
 * of sheets only. A job file, which names other files of the machine, is therefore never taken for one.
 */
final class SheetFileName {

    private static final Pattern ENDING = Pattern.compile("\\.(csv|tsv|txt|xlsx|xlsm|xls)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}:*?\"<>|]");

    private SheetFileName() {}

    static String of(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String name = UNSAFE.matcher(last).replaceAll("-");
        Matcher ending = ENDING.matcher(name);
        return JobName.of(Path.of(name.isBlank() ? "sheet" : name)) + (ending.find() ? ending.group() : "");
    }
}
