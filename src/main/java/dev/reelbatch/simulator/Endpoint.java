package dev.reelbatch.simulator;

import java.io.IOException;

/** An endpoint that answers calls; an {@link IOException} drops the connection without an answer. */
@FunctionalInterface
public interface Endpoint {

    Answer answer(Call call) throws IOException;
}
