package dev.reelbatch.cli;

import dev.reelbatch.job.BudgetStanding;
import dev.reelbatch.job.CheckedCorrection;
import dev.reelbatch.job.OtherIdRows;
import dev.reelbatch.job.Preview;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.Recognised;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings of {@code check} for programs: one JSON object, to which later versions only add. */
final class CheckJson {

    private CheckJson() {}

    static void print(CheckFindings findings, PrintWriter out) {
        Preflight sheet = findings.sheet();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("input", findings.input().toString());
        json.put("ok", sheet.errorCount() == 0);
        addRecognised(sheet.recognised(), json);
        json.put("understood", understood(sheet));
        json.put("rows", sheet.rows());
        json.put("valid_rows", sheet.validRows());
        json.put("invalid_rows", sheet.invalidRows());
        json.put("videos", sheet.clips());
        json.put("videos_by_model", sheet.clipsByModel());
        json.put("videos_without_price", sheet.clipsWithoutPrice());
        json.put("seconds", sheet.seconds());
        Preview preview = findings.preview();
        json.put("existing", preview == null ? null : preview.existing());
        json.put("existing_unknown_because", preview == null ? findings.whyNotLookedAt() : null);
        json.put("to_submit", findings.toPay());
        json.put("cost", findings.cost());
        json.put("expected_seconds", findings.expected().toSeconds());
        json.put("under_other_ids", preview == null ? null : underOtherIds(preview.otherIds()));
        json.put("rehearsal", findings.rehearsal());
        json.put("corrects", findings.corrects() == null ? null : corrects(findings.corrects()));
        json.put("budget", findings.budget() == null ? null : budget(findings.budget()));
        json.put("warnings", findings.warnings());
        json.put("error_count", sheet.errorCount());
        json.put("errors", sheet.errors());
        out.println(JsonOutput.INDENTED.writeValueAsString(json));
    }

    private static Map<String, Object> underOtherIds(OtherIdRows rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows.rows());
        json.put("videos", rows.videos());
        json.put("cost", rows.cost());
        return json;
    }

    private static Map<String, Object> corrects(CheckedCorrection corrects) {
        return Map.of(
                "job", corrects.job(), "changed_rows", corrects.changed(), "unchanged_rows", corrects.unchanged());
    }

    private static Map<String, @Nullable Object> budget(BudgetStanding standing) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("amount", standing.budget().amount());
        json.put("period", standing.budget().period());
        json.put("spent", standing.spent());
        return json;
    }

    private static void addRecognised(Recognised recognised, Map<String, @Nullable Object> json) {
        if (recognised.source() instanceof Recognised.Text text) {
            json.put("kind", "csv");
            json.put("encoding", text.encoding());
            json.put("delimiter", String.valueOf(text.delimiter()));
        } else if (recognised.source() instanceof Recognised.Workbook workbook) {
            json.put("kind", "xlsx");
            json.put("sheet", workbook.sheet());
            json.put("other_sheets", workbook.others());
        }
        json.put("header_row", recognised.headerRow());
        json.put("hidden_rows", recognised.hiddenRows());
        json.put("columns", recognised.columns());
    }

    private static List<Map<String, Object>> understood(Preflight sheet) {
        return sheet.understood().entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "column", entry.getKey().column(),
                        "given", entry.getKey().given(),
                        "taken", entry.getKey().taken(),
                        "rows", entry.getValue()))
                .toList();
    }
}
