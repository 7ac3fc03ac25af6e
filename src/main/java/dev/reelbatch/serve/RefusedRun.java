package dev.reelbatch.serve;

import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a run was refused, where a person can mend it: nothing was submitted. */
final class RefusedRun {

    private static final int SHOWN = 5;
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z]"); // meant for a command line

    private RefusedRun() {}

    /** Whether the same again would be refused again. */
    static boolean isOne(Throwable why) {
        return why instanceof UserException user && user.kind() == UserException.Kind.REFUSED;
    }

    /** Whether a folder, the home or a disk can't be used at present, which may be over at the next try. */
    static boolean isOfADisk(Throwable why) {
        return why instanceof UserException || FailureCause.ofName(why).isPresent();
    }

    /** In a few lines. */
    static List<String> words(RuntimeException why) {
        if (why instanceof InvalidRowsException invalid) {
            long more = invalid.sheet().errorCount() - SHOWN;
            return Stream.of(
                            Stream.of(Text.of("nothing was submitted: %s", why.getMessage())),
                            invalid.sheet().errors().stream().limit(SHOWN).map(Object::toString),
                            more > 0 ? Stream.of(Text.of("and %d more", more)) : Stream.<String>empty())
                    .flatMap(lines -> lines)
                    .toList();
        }
        String words = String.valueOf(why.getMessage());
        String said = Text.of("nothing was submitted: %s", words);
        return OPTION.matcher(words).find()
                ? List.of(
                        said, Text.of("Here an option is a key of the job file, as in sheet: NAME or map.prompt: NAME"))
                : List.of(said);
    }
}
