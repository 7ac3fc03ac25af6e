package dev.reelbatch.web;

import dev.reelbatch.serve.RequestFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/** The form of a request to resolve rows, for the description of the API. */
@Schema(description = "The rows to resolve")
record ResolveForm(
        @Schema(
                description = "by what rows are selected; not needed with rows",
                allowableValues = {"in_doubt", "rows"})
        String select,

        @Schema(description = "these rows", example = "3,7-9")
        String rows,

        @Schema(
                description =
                        "true if your account shows the charge; false, which gives the cost back to its budget, only an admin may say",
                requiredMode = Schema.RequiredMode.REQUIRED)
        Boolean charged,

        @Schema(
                description =
                        "the id of the latest submission that you know; refused if one of the rows was submitted after it")
        Long lastSubmission) {

    static final Set<String> FIELDS = Set.of("select", "rows", "charged", RequestFields.LAST_SUBMISSION);
}
