package dev.reelbatch.home;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command of reelbatch, ready to paste into a shell. */
public final class TypedCommand {

    private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{N}._/-]+");

    private TypedCommand() {}

    /**
     * Returns the command as in {@code reelbatch rerun mugs --home /srv/plans --rehearse}.
     *
     * @param home the value of {@code --home}; null if the home is found without
     * @param rehearsal whether the job is a rehearsal's
     */
    public static String of(@Nullable Path home, boolean rehearsal, String... words) {
        return of(home == null ? "" : word(home.toString()), rehearsal, words);
    }

    /**
     * Returns the same for a page that people see who must not learn where the home is: {@code <home>}, which no shell
     * takes, stands for its folder.
     */
    public static String withoutPlace(@Nullable Path home, boolean rehearsal, String... words) {
        return of(home == null ? "" : "<home>", rehearsal, words);
    }

    private static String of(String home, boolean rehearsal, String... words) {
        return "reelbatch "
                + Arrays.stream(words).map(TypedCommand::word).collect(Collectors.joining(" "))
                + (home.isEmpty() ? "" : " --home " + home)
                + (rehearsal ? " --rehearse" : "");
    }

    private static String word(String text) {
        return PLAIN_WORD.matcher(text).matches() ? text : '"' + text + '"';
    }
}
