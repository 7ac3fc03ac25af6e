package dev.reelbatch.web;

import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.SheetChecks;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import tools.jackson.databind.JsonNode;

/**
 * Rows of a run with other prompts, as the sheet redo.csv that the program makes and takes itself: it corrects the job's
 * sheet, and only its own rows are requested.
 */
public final class RedoSheets {

    private static final String NAME = "redo.csv";

    private final Session session;
    private final SheetChecks checks;
    private final RequestedRuns requestedRuns;

    RedoSheets(Session session, SheetChecks checks, RequestedRuns requestedRuns) {
        this.session = session;
        this.checks = checks;
        this.requestedRuns = requestedRuns;
    }

    /**
     * Returns what is wrong with prompts, by the clips that the rows hold.
     *
     * @throws dev.reelbatch.text.UserException if rows of the job can't be corrected now
     */
    public Map<Long, String> faults(Run run, Map<ReportRow, String> prompts) {
        Map<Long, String> faults = new HashMap<>();
        Map<ReportRow, String> sane = new LinkedHashMap<>();
        prompts.forEach((row, prompt) -> {
            if (prompt.isBlank()) {
                faults.put(clip(row), Text.of("The prompt is empty."));
            } else if (prompt.length() > MarkActions.LONGEST_PROMPT) {
                faults.put(clip(row), Text.of("A prompt has at most %,d characters.", MarkActions.LONGEST_PROMPT));
            } else {
                sane.put(row, prompt);
            }
        });
        if (!sane.isEmpty()) {
            Map<Integer, String> errors = new HashMap<>();
            for (JsonNode error : checks.check(NAME, sheet(run, sane), Map.of()).path("errors")) {
                errors.putIfAbsent(
                        error.path("row").asInt(), error.path("message").asString());
            }
            sane.keySet().stream()
                    .filter(row -> errors.containsKey(row.row()))
                    .forEach(row -> faults.put(clip(row), Objects.requireNonNull(errors.get(row.row()))));
        }
        return faults;
    }

    /**
     * Requests a run of rows with these prompts.
     *
     * @param prompts by the clips that the rows hold
     * @param maxCost most that it may cost
     * @param key the same key leads to the same run
     */
    public RequestedRun run(
            Run run,
            Map<Long, String> prompts,
            String maxCost,
            String key,
            Authentication caller,
            HttpServletRequest request) {
        Map<ReportRow, String> rows = new LinkedHashMap<>();
        prompts.forEach((clip, prompt) -> session.runPages().holder(run, clip).ifPresent(row -> rows.put(row, prompt)));
        Map<String, List<String>> fields = Map.of("max_cost", List.of(maxCost));
        AuditFilter.note(request, fields);
        RequestRules.checkMaxCost(fields);
        RequestRules.checkKey(key);
        RequestedRun requested = requestedRuns
                .requests()
                .add(caller.getName(), Callers.isAdmin(caller), key, NAME, sheet(run, rows), fields);
        AuditFilter.note(request, "run=" + requested.id() + " videos=" + rows.size());
        return requested;
    }

    private InputStream sheet(Run run, Map<ReportRow, String> prompts) {
        StringWriter text = new StringWriter();
        try {
            session.runs().markedFiles().changed(run, prompts, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long clip(ReportRow row) {
        return Objects.requireNonNull(row.clip()).id();
    }
}
