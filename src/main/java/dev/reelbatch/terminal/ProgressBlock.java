package dev.reelbatch.terminal;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Renders the progress of a run as a block of lines: a bar for each stage, then cost, rate and the reason for a
 * slowdown.
 */
final class ProgressBlock {

    private static final int LABEL = 12;
    private static final int FIGURES = 24;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 40;

    private final RunProgress runProgress;
    private final int bar;
    private final boolean colours;

    private ProgressBlock(RunProgress runProgress, int columns, boolean colours) {
        this.runProgress = runProgress;
        this.bar = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, columns - LABEL - FIGURES));
        this.colours = colours;
    }

    /** Returns the lines, which may be longer than the screen is wide. */
    static List<AttributedString> lines(RunProgress runProgress, int columns, boolean colours) {
        return new ProgressBlock(runProgress, columns, colours).lines();
    }

    private List<AttributedString> lines() {
        int all = wanted();
        int toSubmit = runProgress.clips(ClipState.QUEUED) + runProgress.clips(ClipState.SUBMITTING);
        int wrong = runProgress.clips(ClipState::isProblem);
        List<AttributedString> lines = new ArrayList<>();
        lines.add(plain(Stream.of(ProgressText.elapsed(runProgress), end(), runProgress.job())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "))));
        lines.add(stage(
                Text.of("submitted"), all - toSubmit, Text.of("%d of %d", all - toSubmit, all), AttributedStyle.BLUE));
        int generating = runProgress.clips(ClipState.SUBMITTED);
        lines.add(stage(Text.of("generating"), generating, String.valueOf(generating), AttributedStyle.CYAN));
        int delivered = runProgress.clips(ClipState.DELIVERED);
        lines.add(stage(Text.of("downloaded"), delivered, Text.of("%d of %d", delivered, all), AttributedStyle.GREEN));
        lines.add(stage(Text.of("failed"), wrong, wrong == 0 ? "0" : wrongWords(), AttributedStyle.RED));
        lines.add(plain(moneyAndPace()));
        SlowdownReason slowdownReason = ProgressText.slowdown(runProgress);
        if (slowdownReason != null) {
            lines.add(coloured(slowdownReason.message(), AttributedStyle.YELLOW));
        }
        return lines;
    }

    /** Returns the number of clips that are done or to be done. */
    private int wanted() {
        return runProgress.clips() - runProgress.clips(ClipState.CANCELLED);
    }

    private String end() {
        String end = ProgressText.end(runProgress);
        boolean isEstimating = !ProgressText.isSlowedBy(SlowdownReason.Kind.STOPPED, runProgress)
                && !ProgressText.waitsForDownloads(runProgress);
        if (end.isEmpty() && ProgressText.goesOn(runProgress) && isEstimating) {
            return Text.of("(estimating; time left is shown after the first video)");
        }
        return end;
    }

    private String wrongWords() {
        return ProgressText.states(runProgress, ClipState::isProblem);
    }

    private String moneyAndPace() {
        String cost = cost();
        String pace = ProgressText.pace(runProgress);
        String paceWords = pace.isEmpty() ? "" : Text.of("submitting %s of at most %s", pace, runProgress.rate());
        return cost + (cost.isEmpty() || pace.isEmpty() ? "" : Text.of("; ")) + paceWords;
    }

    private String cost() {
        if (runProgress.cost().isEmpty()) {
            return "";
        }
        String money = runProgress.cost().text();
        return runProgress.rehearsal()
                ? Text.of("a real run would have cost %s so far", money)
                : Text.of("%s so far", money);
    }

    private AttributedString stage(String label, int clips, String figures, int colour) {
        int filled = wanted() == 0 ? 0 : (int) ((long) bar * clips / wanted());
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(TextTable.padded(label, LABEL)).append("[");
        line.append(coloured("#".repeat(filled), colour));
        line.append(" ".repeat(bar - filled)).append("] ").append(figures);
        return line.toAttributedString();
    }

    private static AttributedString plain(String text) {
        return new AttributedString(text);
    }

    private AttributedString coloured(String text, int colour) {
        return colours ? new AttributedString(text, AttributedStyle.DEFAULT.foreground(colour)) : plain(text);
    }
}
