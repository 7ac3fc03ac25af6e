package dev.reelbatch.web;

/** The names in {@code docs/openapi.json} of schemas that no class here has: they come from {@code docs/schema}. */
final class SchemaNames {

    /** The findings on a sheet. */
    static final String FINDINGS = "Findings";

    /** A job. */
    static final String JOB = "Job";

    /** A submission. */
    static final String SUBMISSION = "Submission";

    /** The data of an event of a run. */
    static final String PROGRESS = "Progress";

    /** The fields of a run, of which a check needs less. */
    static final String CHECK_FORM = "CheckForm";

    private SchemaNames() {}
}
