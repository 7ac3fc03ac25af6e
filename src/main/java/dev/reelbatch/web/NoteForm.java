package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** The form of a request to add a note, for the description of the API. */
@Schema(description = "A note on a video")
record NoteForm(
        @Schema(description = "number of the row", requiredMode = Schema.RequiredMode.REQUIRED)
        Integer row,

        @Schema(description = "which of the row's videos", defaultValue = "1")
        Integer variant,

        @Schema(description = "at most 2000 characters", requiredMode = Schema.RequiredMode.REQUIRED)
        String text) {

    static final Set<String> FIELDS = Set.of("row", "variant", "text");
}
