package dev.reelbatch.terminal;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import java.io.PrintWriter;

/** What a person, or a program, sees of a run while it goes on. To be closed at its end, before anything else is said. */
public interface ProgressView extends ProgressListener, AutoCloseable {

    /** A line for a person in between; from any thread. */
    void say(String line);

    /** The run is over; before {@link #close}. */
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

    /** Says what has to be said, and nothing about progress. */
    record Silent(PrintWriter out) implements ProgressView {

        @Override
        public void look(RunProgress runProgress) {}

        @Override
        public void say(String line) {
            out.println(line);
        }
    }
}
