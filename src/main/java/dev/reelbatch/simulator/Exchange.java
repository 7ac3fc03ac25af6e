package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** A call on its way to the endpoint, passed to a {@link CallFault}. */
public record Exchange(Call call, Time time, Endpoint endpoint) {

    /** Lets the simulator process the call; a submit is accepted from here on, if the simulator accepts it. */
    public Answer process() throws IOException {
        return process(call);
    }

    /** Processes a call that differs from the one that came, as {@link #process()}. */
    public Answer process(Call changed) throws IOException {
        return endpoint.answer(changed);
    }

    Exchange withCall(Call changed) {
        return new Exchange(changed, time, endpoint);
    }

    /** Waits; if the simulator is closed in the meantime, drops the connection. */
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
