package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** The form of a request to accept rows, for the description of the API. */
@Schema(description = "The rows to accept")
record AcceptForm(
        @Schema(
                description = "by what rows are selected; not needed with rows",
                allowableValues = {"failed", "in_doubt", "rows", "error"})
        String select,

        @Schema(description = "these rows", example = "3,7-9")
        String rows,

        @Schema(description = "only rows with this error", example = "sensitive_check_error")
        String error) {

    static final Set<String> FIELDS = Set.of("select", "rows", "error");
}
