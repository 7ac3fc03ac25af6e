package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** The form of a request to cancel rows, for the description of the API. */
@Schema(description = "The rows to cancel")
record CancelForm(
        @Schema(
                description = "by what rows are selected; not needed with rows",
                allowableValues = {"all", "rows"})
        String select,

        @Schema(description = "these rows", example = "3,7-9")
        String rows) {

    static final Set<String> FIELDS = Set.of("select", "rows");
}
