package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** A call on its way to the endpoint, in the hands of a {@link CallFault}. */
public record Exchange(Call call, Time time, Endpoint endpoint) {

    /** Lets the simulator do its work: a submit that it accepts is accepted from here on. */
    public Answer process() throws IOException {
        return process(call);
    }

    /** As {@link #process()}, with a call that differs from the one that came. */
    public Answer process(Call changed) throws IOException {
        return endpoint.answer(changed);
    }

    Exchange withCall(Call changed) {
        return new Exchange(changed, time, endpoint);
    }

    /** Waits; a simulator that is closed meanwhile drops the connection. */
    public void sleep(Duration duration) throws IOException {
        sleep(time, duration);
    }

    static void sleep(Time time, Duration duration) throws IOException {
        try {
            time.sleep(duration);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The simulator is being closed");
        }
    }
}
