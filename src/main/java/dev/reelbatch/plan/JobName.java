package dev.reelbatch.plan;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Job names: in NFC, usable as a folder's name, at most 80 characters, and compared without case. The sheets of an
 * inbox are called {@code <job file's name>/<sheet's name>}, those of a person's own inbox
 * {@code <job file's name>/<person>/<sheet's name>}, each part such a name.
 */
public final class JobName {

    private static final int PARTS = 3;
    private static final int LONGEST = 80;
    private static final int SUM_LENGTH = 6;
    private static final int LONGEST_BYTES = 200; // in UTF-8; a folder's name has at most 255, endings included
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    private static final String UNSAFE = "[\\p{Cc}\\p{Cf}/\\\\:*?\"<>|]";

    private JobName() {}

    /**
     * Returns the input's name without its extension, made usable. A long name is cut and ends in a checksum of all of
     * it.
     */
    public static String of(Path input) {
        String file = input.getFileName().toString();
        int dot = file.lastIndexOf('.');
        String name = normal(dot > 0 ? file.substring(0, dot) : file).replaceAll(UNSAFE, "-");
        String usable = (isTooLong(name) ? cut(name) : name).replaceAll("^[. ]+|[. ]+$", "");
        return usable.isEmpty() || isDevice(usable) ? "sheet" + usable : usable;
    }

    /** Cuts a long name; sheets of one campaign often differ only in the last words of their names. */
    private static String cut(String name) {
        String end = "-" + Sha256.of(name).substring(0, SUM_LENGTH);
        String cut = name;
        while (isTooLong(cut + end)) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + end;
    }

    private static boolean isTooLong(String name) {
        return name.codePointCount(0, name.length()) > LONGEST
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES;
    }

    /** Returns true for names that Windows does not allow for folders. */
    private static boolean isDevice(String name) {
        return DEVICE.matcher(name).matches();
    }

    /**
     * Returns the job name of a sheet in an inbox.
     *
     * @param person whose own inbox it is; null for everybody's
     */
    public static String inInbox(String jobFile, @Nullable String person, Path input) {
        String inbox = person == null ? checkedPart(jobFile) : checkedPart(jobFile) + "/" + checkedPart(person);
        return inbox + "/" + of(input);
    }

    /**
     * Checks a name given by a person.
     *
     * @throws UserException if it can't be used
     */
    public static String checked(String given) {
        return Arrays.stream(given.split("/", PARTS)).map(JobName::checkedPart).collect(Collectors.joining("/"));
    }

    /** Returns true if two names, as people may type them, mean the same job. */
    public static boolean isSame(String one, String other) {
        return normalParts(one).equalsIgnoreCase(normalParts(other));
    }

    private static String normalParts(String name) {
        return Arrays.stream(name.split("/", PARTS)).map(JobName::normal).collect(Collectors.joining("/"));
    }

    private static String checkedPart(String given) {
        String name = normal(given);
        boolean unsafe = !name.replaceAll(UNSAFE, "-").equals(name) || name.startsWith(".") || name.endsWith(".");
        if (name.isEmpty() || unsafe || isTooLong(name) || isDevice(name)) {
            throw new UserException(Text.of(
                    "\"%s\" can't be a job name, which is also used for a folder: use up to %d characters without / \\ : * ? \" < > |, no dot at either end, and no reserved name of Windows (con, nul, ...).",
                    given, LONGEST));
        }
        return name;
    }

    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    }
}
