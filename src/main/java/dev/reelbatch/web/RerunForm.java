package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** The form of a request for a rerun, for the description of the API; its fields are read by the rules of the command line. */
@Schema(description = "The options of `reelbatch rerun`")
record RerunForm(
        @Schema(
                description = "by what rows are selected; several conditions must hold together",
                allowableValues = {"failed", "in_doubt", "rows", "error"},
                defaultValue = "failed")
        String select,

        @Schema(description = "only these rows", example = "3,7-9")
        String rows,

        @Schema(description = "only rows with this error", example = "sensitive_check_error")
        String error,

        @Schema(description = "with rows: pay again even for delivered rows")
        Boolean payAgain,

        @Schema(
                description = "most that the rerun may cost: a number, or none",
                example = "200",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String maxCost,

        @Schema(description = "begin although all rows would cost more than max_cost, and stop there")
        Boolean partial,

        @Schema(description = "stop submitting after so many failures", example = "10%")
        String maxFailures,

        @Schema(
                description =
                        "the id of the latest submission that you know; refused if one of the rows was submitted after it")
        Long lastSubmission,

        @Schema(description = "for who approves the rerun: what it is for")
        String note) {}
