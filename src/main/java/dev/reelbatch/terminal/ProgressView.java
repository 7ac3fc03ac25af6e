package dev.reelbatch.terminal;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import java.io.PrintWriter;

/**
 * A view of a run for a person or a program. It must be closed at the end of the run, before anything else is written.
 */
public interface ProgressView extends ProgressListener, AutoCloseable {

    /** Writes a line for a person between the progress; may be called from any thread. */
    void say(String line);

    /** Records the end of the run; called before {@link #close}. */
    default void ended(RunOutcome runOutcome, int exitCode) {}

    @Override
    default void close() {}

    static ProgressView of(ProgressStyle style, Terminal terminal) {
        PrintWriter out = terminal.out();
        return switch (style) {
            case AUTO -> terminal.isForPeople() ? barsOrLines(terminal) : new ProgressLines(out);
            case BAR -> barsOrLines(terminal);
            case PLAIN -> new ProgressLines(out);
            case JSON -> new ProgressJson(out, terminal.err());
            case NONE -> new Silent(out);
        };
    }

    private static ProgressView barsOrLines(Terminal terminal) {
        boolean colours = terminal.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return terminal.screen()
                .<ProgressView>map(screen -> new ProgressBars(screen, colours))
                .orElseGet(() -> new ProgressLines(terminal.out()));
    }

    /** Writes the lines for a person, and no progress. */
    record Silent(PrintWriter out) implements ProgressView {

        @Override
        public void onProgress(RunProgress runProgress) {}

        @Override
        public void say(String line) {
            out.println(line);
        }
    }
}
