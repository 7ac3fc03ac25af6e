package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Totals of runs at rest are kept until something at rest changes ({@link RestingTotals}). So each statement that writes
 * clips, rows or submissions is listed here, with how such a change becomes known, or why it can't be one.
 */
class AtRestWritersTest {

    /** Statements, with the class that calls {@code changeAtRest()} when it executes one. */
    private static final Map<String, String> TOLD = Map.ofEntries(
            Map.entry("DoubtedTasks.ACCEPTED", "DoubtedTasks"),
            Map.entry("DoubtedTasks.CHARGED_AFTER_ALL", "DoubtedTasks"),
            Map.entry("DownloadLedger.REST", "DownloadLedger"),
            Map.entry("TimedOutTasks.REST", "TimedOutTasks"),
            Map.entry("RerunLedger.ACCEPT", "RerunLedger"),
            Map.entry("RerunLedger.HOLD", "RerunLedger"),
            Map.entry("RerunLedger.NEXT_TAKE", "RerunLedger"),
            Map.entry("RerunLedger.REPLACE", "RerunLedger"),
            Map.entry("RerunLedger.TAKE_BACK", "RerunLedger"),
            Map.entry("Submissions.LOOKED_UP", "LostAnswers"),
            Map.entry("TakeOverLedger.FILL", "TakeOverLedger"),
            Map.entry("TakeOverLedger.NEW_CLIP", "TakeOverLedger"),
            Map.entry("TakeOverLedger.NEW_SUBMISSION", "TakeOverLedger"));

    /** Statements that change no kept total, with the reason. */
    private static final Map<String, String> HARMLESS = Map.ofEntries(
            Map.entry("DoubtLedger.SETTLE", "with a move out of IN_DOUBT, which tells"),
            Map.entry("IdentityLedger.RENAME", "no total depends on the API's name"),
            Map.entry("LoadLedger.DROP_ROWS", "rows of loads that are not in force"),
            Map.entry("LoadLedger.HOLD", "runs hold clips by their rows"),
            Map.entry("LoadLedger.NEW_CLIP", "no row in force holds it yet"),
            Map.entry("LoadLedger.NEW_ROW", "rows of a load that is not in force yet"),
            Map.entry("LoadLedger.PRICE_AS_OF_NOW", "totals sum up the prices of submissions"),
            Map.entry("PollLedger.NOTE", "SUBMITTED clips alone, which are open"),
            Map.entry("RecoveryLedger.UNANSWERED", "open charges, with which no total is kept"),
            Map.entry("RunLedger.COPY_ROWS", "rows of a new run"),
            Map.entry("Submissions.ANSWERED", "open charges, with which no total is kept"),
            Map.entry("Submissions.BEGIN", "with a move of a QUEUED clip, which is open"),
            Map.entry("Transitions.MOVE", "the move tells"),
            Map.entry("WishClips.HOLD_AS_BEFORE", "rows with QUEUED clips alone, which are open"),
            Map.entry("WishClips.WAITS_FOR", "no total depends on the wish"));

    private static final Path SOURCES = Path.of("src/main/java/dev/reelbatch/ledger");
    private static final Pattern WRITE =
            Pattern.compile("\"\\s*(?:update|insert into|delete from|merge into) (?:clip|run_row|submission)\\b");
    private static final Pattern CONSTANT =
            Pattern.compile("static final String (\\w+) =\\s*(.*?);\\R", Pattern.DOTALL);

    @Test
    void whenAStatementWritesClipsRowsOrSubmissionsThenItIsKnownHowRestingTotalsLearnOfIt() throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, String> sources = sources();
        sources.forEach((name, text) -> {
            Matcher constant = CONSTANT.matcher(text);
            int inConstants = 0;
            while (constant.find()) {
                if (WRITE.matcher(constant.group(2)).find()) {
                    found.add(name + "." + constant.group(1));
                    inConstants++;
                }
            }
            assertThat(WRITE.matcher(text).results().count())
                    .as("statements of %s that are no constants", name)
                    .isEqualTo(inConstants);
        });
        assertThat(found)
                .as("call changeAtRest() with the new statement, or say here why it changes no kept total")
                .containsExactlyInAnyOrderElementsOf(Stream.concat(TOLD.keySet().stream(), HARMLESS.keySet().stream())
                        .toList());
        assertThat(TOLD.values())
                .allSatisfy(name -> assertThat(sources.get(name)).contains("transitions.changeAtRest()"));
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
