package dev.reelbatch.handover;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One line of the answer to a {@link CommandRequest}: what the person's process has to do next. */
public record Frame(Kind kind, String text) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The kinds of frames. */
    public enum Kind {
        /** The command begins; its id. */
        BEGIN,
        /** Text for the standard output. */
        OUT,
        /** Text for the standard error. */
        ERR,
        /** Text of a question, for wherever questions are shown. */
        QUESTION,
        /** Text and control characters for lines that change in place. */
        SCREEN,
        /** A line of the input is needed. */
        READ,
        /** A line of the input is needed that must not be shown while it is typed. */
        READ_HIDDEN,
        /** From now on the work goes on without the person, who is told this text when leaving. */
        DETACHABLE,
        /** Nothing; shows whether the person's process is still there. */
        ALIVE,
        /** The command has ended; its exit code. */
        EXIT
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    /** @throws JacksonException if it is none */
    public static Frame parse(String json) {
        return JSON.readValue(json, Frame.class);
    }
}
