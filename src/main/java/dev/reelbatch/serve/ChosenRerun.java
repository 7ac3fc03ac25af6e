package dev.reelbatch.serve;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RunPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a rerun that somebody requests, and what it would do.
 *
 * @param lastSubmission the home's latest one when they were chosen
 */
record ChosenRerun(RerunChoice choice, RunPlan plan, long lastSubmission) {

    /** The rows that it was accepted for, beside the fields of its request. */
    static final String ROWS_SEEN = "rows_seen";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Returns the fields of the request with what it was accepted for, for {@link RequestedRun#options}. */
    String options(Map<String, List<String>> fields) {
        Map<String, List<String>> all = new LinkedHashMap<>(fields);
        all.put(ROWS_SEEN, List.of(choice.ownText()));
        all.put(RequestFields.LAST_SUBMISSION, List.of(String.valueOf(lastSubmission)));
        return JSON.writeValueAsString(all);
    }
}
