package dev.reelbatch.job;

import java.nio.file.Path;
import java.text.Normalizer;

/** Job names are NFC, usable as a folder's name, at most 80 characters, and compared without case. */
final class JobName {

    private static final int LONGEST = 80;
    private static final String UNSAFE = "[\\p{Cc}\\p{Cf}/\\\\:*?\"<>|]";

    private JobName() {}

    /** The input's name without its extension, made usable. */
    static String of(Path input) {
        String file = input.getFileName().toString();
        int dot = file.lastIndexOf('.');
        String name = normal(dot > 0 ? file.substring(0, dot) : file).replaceAll(UNSAFE, "-");
        String cut = name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST));
        String usable = cut.replaceAll("^[. ]+|[. ]+$", "");
        return usable.isEmpty() ? "sheet" : usable;
    }

    /** @throws RunRefusedException if a person's own name can't be used */
    static String checked(String given) {
        String name = normal(given);
        boolean unsafe = !name.replaceAll(UNSAFE, "-").equals(name) || name.startsWith(".") || name.endsWith(".");
        if (name.isEmpty() || unsafe || name.codePointCount(0, name.length()) > LONGEST) {
            throw new RunRefusedException(
                    "\"%s\" can't be a job's name: it is also a folder's name, so up to %d characters without / \\ : * ? \" < > | and no dot at its ends."
                            .formatted(given, LONGEST));
        }
        return name;
    }

    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    }
}
