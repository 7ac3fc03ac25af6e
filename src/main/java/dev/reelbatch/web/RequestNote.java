package dev.reelbatch.web;

import dev.reelbatch.ledger.RequestedRun;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The note with which a run was requested: the field {@code note}. */
public final class RequestNote {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RequestNote() {}

    /** Returns what the run is for; null if nobody has said it. */
    public static @Nullable String of(RequestedRun run) {
        try {
            JsonNode note = JSON.readTree(run.options()).path("note");
            String text = (note.isArray() ? note.path(0) : note).asString("").strip();
            return text.isEmpty() ? null : text;
        } catch (JacksonException e) { // options in another form, as a command has them
            return null;
        }
    }
}
