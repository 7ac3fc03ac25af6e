package dev.reelbatch.cli;

import dev.reelbatch.job.Look;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.submit.Slowdown;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A look at a run as a block of lines: a bar for each stage, then money, pace and what holds it up. */
final class ProgressBlock {

    private static final int LABEL = 12;
    private static final int FIGURES = 24;
    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 40;

    private final Look look;
    private final int bar;
    private final boolean colours;

    private ProgressBlock(Look look, int columns, boolean colours) {
        this.look = look;
        this.bar = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, columns - LABEL - FIGURES));
        this.colours = colours;
    }

    /** Lines may be longer than the screen is wide. */
    static List<AttributedString> lines(Look look, int columns, boolean colours) {
        return new ProgressBlock(look, columns, colours).lines();
    }

    private List<AttributedString> lines() {
        int all = look.clips();
        int toSubmit = look.clips(ClipState.QUEUED, ClipState.SUBMITTING);
        int wrong = look.clips(ProgressWords.GONE_WRONG);
        List<AttributedString> lines = new ArrayList<>();
        lines.add(plain(Stream.of(ProgressWords.elapsed(look), end(), look.job())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("  "))));
        lines.add(stage(
                Text.of("submitted"), all - toSubmit, Text.of("%d of %d", all - toSubmit, all), AttributedStyle.BLUE));
        int generating = look.clips(ClipState.SUBMITTED);
        lines.add(stage(Text.of("generating"), generating, String.valueOf(generating), AttributedStyle.CYAN));
        int delivered = look.clips(ClipState.DELIVERED);
        lines.add(stage(Text.of("downloaded"), delivered, Text.of("%d of %d", delivered, all), AttributedStyle.GREEN));
        lines.add(stage(Text.of("failed"), wrong, wrong == 0 ? "0" : wrongWords(), AttributedStyle.RED));
        lines.add(plain(moneyAndPace()));
        Slowdown slowdown = ProgressWords.slowdown(look);
        if (slowdown != null) {
            lines.add(coloured(slowdown.words(), AttributedStyle.YELLOW));
        }
        return lines;
    }

    private String end() {
        String end = ProgressWords.end(look);
        Slowdown slowdown = look.slowdown();
        boolean stopped = slowdown != null && slowdown.kind() == Slowdown.Kind.STOPPED;
        if (end.isEmpty() && ProgressWords.goesOn(look) && !stopped) {
            return Text.of("(when it ends is known after the first video)");
        }
        return end;
    }

    private String wrongWords() {
        return ProgressWords.states(look, ProgressWords.GONE_WRONG);
    }

    private String moneyAndPace() {
        String cost = cost();
        String pace = ProgressWords.pace(look);
        String paceWords = pace.isEmpty() ? "" : Text.of("%s submitted, at most %s", pace, look.rate());
        return cost + (cost.isEmpty() || pace.isEmpty() ? "" : Text.of("; ")) + paceWords;
    }

    private String cost() {
        if (look.cost().isEmpty()) {
            return "";
        }
        String money = Amounts.money(look.cost());
        return look.rehearsal() ? Text.of("a real run would have cost %s so far", money) : Text.of("%s so far", money);
    }

    private AttributedString stage(String label, int clips, String figures, int colour) {
        int filled = look.clips() == 0 ? 0 : (int) ((long) bar * clips / look.clips());
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(Cells.padded(label, LABEL)).append("[");
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
