package dev.reelbatch.cli;

import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM: the first stops the run in an orderly way, a second leaves at once.
 *
 * <p>Not by the JVM's shutdown hooks: those of Spring Batch and Boot race each other, and they can't
 * hear a second signal.
 */
final class Signals {

    private final AtomicInteger received = new AtomicInteger();

    private Signals() {}

    /**
     * From now on until the process ends.
     *
     * @param say tells a person
     */
    static Signals stop(StopSignal stop, Consumer<String> say) {
        Signals signals = new Signals();
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> signals.receive(signal.getNumber(), stop, say));
            } catch (IllegalArgumentException e) {
                // this system has no such signal
            }
        }
        return signals;
    }

    private void receive(int number, StopSignal stop, Consumer<String> say) {
        if (!received.compareAndSet(0, number)) {
            Runtime.getRuntime().halt(ExitCode.SIGNAL + number);
        }
        say.accept(
                Text.of("Stopping: nothing more is submitted, what is open is recorded. Once more to leave at once."));
        stop.stopAll(new StopSignal.Cause(
                StopSignal.Kind.INTERRUPTED,
                Text.of("Interrupted. Run again to go on; nothing that was paid for is lost.")));
    }

    /** 130 after Ctrl-C, 143 after SIGTERM. */
    int exitCode() {
        return ExitCode.SIGNAL + received.get();
    }
}
