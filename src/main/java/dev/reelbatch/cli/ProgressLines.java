package dev.reelbatch.cli;

import dev.reelbatch.job.Look;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.submit.Slowdown;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** A plain line when something changed. */
final class ProgressLines implements ProgressView {

    private final PrintWriter out;
    private final Cadence cadence = new Cadence();
    private String last = "";

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void look(Look look) {
        Slowdown slowdown = ProgressWords.slowdown(look);
        String states = ProgressWords.states(look, ClipState.values());
        String changing = states + (slowdown == null ? "" : slowdown.words()); // the end moves every second
        if (cadence.isDue(look) && !changing.equals(last)) {
            last = changing;
            cadence.told(look);
            out.println(line(look, states));
        }
    }

    private static String line(Look look, String states) {
        StringJoiner parts = new StringJoiner(Text.of("; "), "[" + ProgressWords.elapsed(look) + "] ", "");
        parts.add(states);
        Slowdown slowdown = ProgressWords.slowdown(look);
        String pace = ProgressWords.pace(look);
        if (!pace.isEmpty() || slowdown != null) {
            parts.add((pace + (slowdown == null ? "" : Text.of(" (%s)", slowdown.words()))).strip());
        }
        String end = ProgressWords.end(look);
        if (!end.isEmpty()) {
            parts.add(end);
        }
        return parts.toString();
    }

    @Override
    public void say(String line) {
        out.println(line);
    }
}
