package dev.reelbatch.serve;

import dev.reelbatch.home.HomeException;
import dev.reelbatch.home.HomeNotWritableException;
import dev.reelbatch.inbox.InboxException;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.plan.RunRefusedException;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a run was refused, where a person can mend it: nothing was submitted. */
final class RefusedRun {

    private static final int SHOWN = 5;
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z]"); // meant for a command line

    private RefusedRun() {}

    static boolean isOne(RuntimeException why) {
        return why instanceof InvalidRowsException
                || why instanceof RunRefusedException
                || why instanceof SheetException
                || isOthersFolder(why);
    }

    /** One that could not even be read is the disk's trouble instead. */
    private static boolean isOthersFolder(RuntimeException why) {
        return why instanceof HomeException && why.getCause() == null;
    }

    /** Whether a folder or the home can't be used at the moment, which may be over at the next try. */
    static boolean isOfADisk(Throwable why) {
        return why instanceof HomeNotWritableException
                || why instanceof HomeException
                || why instanceof ReportException
                || why instanceof InboxException
                || FailureCause.ofName(why).isPresent();
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
