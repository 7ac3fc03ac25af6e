package dev.reelbatch.cli;

import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * Handles Ctrl-C and SIGTERM: the first signal stops the run in an orderly way, a second Ctrl-C quits at once. A second
 * SIGTERM does not: {@code stop} may be said twice.
 *
 * <p>The JVM's shutdown hooks are not used, because those of Spring Batch and Boot race each other and can't receive a
 * second signal.
 */
final class Signals {

    private static final String TERM = "TERM";

    private final AtomicInteger received = new AtomicInteger();

    private Signals() {}

    /**
     * Installs the handlers until the process ends.
     *
     * @param say shows a line to the person
     */
    static Signals stop(StopSignal stop, Consumer<String> say) {
        Signals signals = new Signals();
        for (String name : List.of("INT", TERM, "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> signals.receive(signal, stop, say));
            } catch (IllegalArgumentException e) {
                // this system has no such signal
            }
        }
        return signals;
    }

    /** From now on, Ctrl-C and SIGTERM end only this process, whose work goes on in another one. */
    static void leave(Runnable lastWords) {
        for (String name : List.of("INT", TERM)) {
            Signal.handle(new Signal(name), signal -> {
                lastWords.run();
                Runtime.getRuntime().halt(ExitCode.SIGNAL + signal.getNumber());
            });
        }
    }

    private void receive(Signal signal, StopSignal stop, Consumer<String> say) {
        if (!received.compareAndSet(0, signal.getNumber())) {
            if (signal.getName().equals(TERM)) {
                return;
            }
            Runtime.getRuntime().halt(ExitCode.SIGNAL + signal.getNumber());
        }
        say.accept(Text.of(
                "Stopping: no new submissions; saving what is in progress. Press Ctrl-C again to quit at once."));
        stop.stopAll(new StopSignal.Cause(
                StopSignal.Kind.INTERRUPTED,
                Text.of("Interrupted. Run the same command to resume; nothing you paid for is lost.")));
    }

    /** Returns 130 after Ctrl-C, 143 after SIGTERM. */
    int exitCode() {
        return ExitCode.SIGNAL + received.get();
    }
}
