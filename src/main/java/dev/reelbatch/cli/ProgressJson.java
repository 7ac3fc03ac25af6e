package dev.reelbatch.cli;

import dev.reelbatch.job.Ending;
import dev.reelbatch.job.Look;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.submit.Slowdown;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object a line for programs; {@code docs/schema/progress.json} describes it. Words go elsewhere. */
final class ProgressJson implements ProgressView {

    private final PrintWriter out;
    private final PrintWriter words;
    private final Cadence cadence = new Cadence();
    private @Nullable Look last;
    private boolean isTold;

    ProgressJson(PrintWriter out, PrintWriter words) {
        this.out = out;
        this.words = words;
    }

    @Override
    public synchronized void look(Look look) {
        last = look;
        isTold = false;
        if (cadence.isDue(look)) {
            cadence.told(look);
            tell(null, null);
        }
    }

    private void tell(@Nullable Ending ending, @Nullable Integer exitCode) {
        if (last != null) {
            Map<String, @Nullable Object> line = line(last);
            line.put("outcome", ending == null ? null : ending.word());
            line.put("exit_code", exitCode);
            out.println(JsonOutput.LINES.writeValueAsString(line));
            isTold = true;
        }
    }

    private static Map<String, @Nullable Object> line(Look look) {
        Map<ClipState, Integer> states = new EnumMap<>(ClipState.class);
        for (ClipState state : ClipState.values()) {
            states.put(state, look.clips(state));
        }
        Slowdown slowdown = look.slowdown();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", seconds(look.asOf()));
        line.put("job", look.job());
        line.put("rehearsal", look.rehearsal());
        line.put("states", states);
        line.put("cost", look.cost());
        line.put("pace", Math.round(look.perMinute() * 10) / 10.0);
        line.put("slowed_by", slowdown == null ? null : slowdown.kind());
        line.put("message", slowdown == null ? null : slowdown.words());
        line.put("eta", ProgressWords.goesOn(look) && look.end() != null ? seconds(look.end()) : null);
        return line;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void say(String line) {
        words.println(line);
    }

    /** The last line says how the run ended. */
    @Override
    public synchronized void ended(Ending ending, int exitCode) {
        tell(ending, exitCode);
    }

    /** What was seen last is told also where the run broke down. */
    @Override
    public synchronized void close() {
        if (!isTold) {
            tell(null, null);
        }
    }
}
