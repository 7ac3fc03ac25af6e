package dev.reelbatch.cli;

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

/** A JSON object a line for programs; docs/operations.md says what its names mean. Words go elsewhere. */
final class ProgressJson implements ProgressView {

    private final PrintWriter out;
    private final PrintWriter words;
    private final Cadence cadence = new Cadence();
    private @Nullable Look untold;

    ProgressJson(PrintWriter out, PrintWriter words) {
        this.out = out;
        this.words = words;
    }

    @Override
    public synchronized void look(Look look) {
        untold = look;
        if (cadence.isDue(look)) {
            cadence.told(look);
            tell();
        }
    }

    private void tell() {
        if (untold != null) {
            out.println(JsonOutput.LINES.writeValueAsString(line(untold)));
            untold = null;
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

    /** The last line says how it ended. */
    @Override
    public synchronized void close() {
        tell();
    }
}
