package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** The form of a request to mark a video, for the description of the API. */
@Schema(description = "What the team wants of a video")
record MarkForm(
        @Schema(description = "number of the row", requiredMode = Schema.RequiredMode.REQUIRED)
        Integer row,

        @Schema(description = "which of the row's videos", defaultValue = "1")
        Integer variant,

        @Schema(
                description = "none removes a mark",
                allowableValues = {"keep", "redo", "none"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        String mark,

        @Schema(description = "with redo: another prompt") String prompt) {

    static final Set<String> FIELDS = Set.of("row", "variant", "mark", "prompt");
}
