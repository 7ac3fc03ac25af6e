package dev.reelbatch.serve;

import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes a refused run, for which nothing more is submitted, to the person who can fix it. */
final class RefusedRun {

    private static final int SHOWN = 5;
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-])--[a-z]"); // options in a message meant for the command line

    private RefusedRun() {}

    /** Returns true if the same run would be refused again. */
    static boolean isOne(Throwable why) {
        return why instanceof UserException user && user.kind() == UserException.Kind.REFUSED;
    }

    /** Returns true if a folder, the home or a disk can't be used at present, so that a retry may succeed. */
    static boolean isOfADisk(Throwable why) {
        return why instanceof UserException || FailureCause.ofName(why).isPresent();
    }

    /** Returns true if a message is meant for the person who writes job files, not for one who drops sheets. */
    static boolean namesOptions(String message) {
        return OPTION.matcher(message).find();
    }

    /** Describes the refusal of a run, some of which may have been submitted before. */
    static String text(RuntimeException why, boolean hasBegun) {
        String words = String.valueOf(why.getMessage());
        return hasBegun
                ? Text.of("The rest was not submitted: %s", words)
                : Text.of("Nothing was submitted: %s", words);
    }

    /** Describes the refusal in a few lines. */
    static List<String> lines(RuntimeException why, boolean hasBegun) {
        if (why instanceof InvalidRowsException invalid) {
            long more = invalid.sheet().errorCount() - SHOWN;
            return Stream.of(
                            Stream.of(text(why, hasBegun)),
                            invalid.sheet().errors().stream().limit(SHOWN).map(Object::toString),
                            more > 0 ? Stream.of(Text.of("and %d more", more)) : Stream.<String>empty())
                    .flatMap(lines -> lines)
                    .toList();
        }
        String said = text(why, hasBegun);
        return namesOptions(said)
                ? List.of(
                        said,
                        Text.of("In a job file, write options as keys, for example sheet: NAME or map.prompt: NAME"))
                : List.of(said);
    }
}
