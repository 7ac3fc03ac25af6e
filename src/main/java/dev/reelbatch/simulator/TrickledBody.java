package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A body that arrives byte by byte. */
record TrickledBody(Body whole, Time time, Duration pause) implements Body {

    @Override
    public long length() {
        return whole.length();
    }

    @Override
    public String contentType() {
        return whole.contentType();
    }

    @Override
    @SuppressWarnings("resource") // the stream belongs to the connection
    public void writeTo(OutputStream out) throws IOException {
        whole.writeTo(new Trickle(out));
    }

    private final class Trickle extends FilterOutputStream {

        Trickle(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            Exchange.sleep(time, pause);
            out.write(b);
            out.flush();
        }
    }
}
