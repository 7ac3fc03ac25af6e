package dev.reelbatch.api;

import java.time.Duration;

/** Learns of every call to the API and of every download, when it has ended, on the thread that made it. */
public interface CallListener {

    /** Listens to nothing. */
    CallListener NONE = new CallListener() {

        @Override
        public void submitted(SubmitAnswer answer, Duration took) {}

        @Override
        public void asked(StatusAnswer answer, Duration took) {}

        @Override
        public void downloaded(long bytes, Duration took) {}
    };

    /** @param took by the wall clock, as in the other methods */
    void submitted(SubmitAnswer answer, Duration took);

    /** Called after each request for a task's status. */
    void asked(StatusAnswer answer, Duration took);

    /**
     * Called when a download has ended, complete or not.
     *
     * @param bytes number of bytes that arrived
     */
    void downloaded(long bytes, Duration took);
}
