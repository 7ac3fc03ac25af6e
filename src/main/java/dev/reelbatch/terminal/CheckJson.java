package dev.reelbatch.terminal;

import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.TemplatePrompts;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.OtherIdRows;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.sheet.DetectedFormat;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the findings of {@code check} for programs, as one JSON object; later versions only add to it. */
public final class CheckJson {

    private CheckJson() {}

    public static void print(CheckResult findings, PrintWriter out) {
        out.println(JsonOutput.INDENTED.writeValueAsString(asMap(findings)));
    }

    /** Returns the same object as a tree. */
    public static ObjectNode tree(CheckResult findings) {
        return JsonOutput.LINES.valueToTree(asMap(findings));
    }

    private static Map<String, @Nullable Object> asMap(CheckResult findings) {
        SheetCheck sheet = findings.sheet();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("input", findings.input());
        json.put("ok", sheet.errorCount() == 0);
        addRecognised(sheet.recognised(), json);
        json.put("template", sheet.template() == null ? null : template(sheet.template()));
        json.put("understood", understood(sheet));
        json.put("rows", sheet.rows());
        json.put("valid_rows", sheet.validRows());
        json.put("invalid_rows", sheet.invalidRows());
        json.put("videos", sheet.clips());
        json.put("videos_by_model", sheet.clipsByModel());
        json.put("videos_without_price", sheet.clipsWithoutPrice());
        json.put("seconds", sheet.seconds());
        json.put("videos_without_duration", sheet.clipsWithoutDuration());
        SheetPreview sheetPreview = findings.preview();
        json.put("existing", sheetPreview == null ? null : sheetPreview.existing());
        json.put("existing_unknown_because", sheetPreview == null ? findings.whyNotLookedAt() : null);
        json.put("to_submit", findings.toPay());
        json.put("cost", findings.cost());
        json.put("expected_seconds", findings.expected().toSeconds());
        json.put("under_other_ids", sheetPreview == null ? null : underOtherIds(sheetPreview.otherIds()));
        json.put("rehearsal", findings.rehearsal());
        json.put("corrects", findings.corrects() == null ? null : corrects(findings.corrects()));
        json.put("budget", findings.budget() == null ? null : budget(findings.budget()));
        json.put("warnings", findings.warnings());
        json.put("error_count", sheet.errorCount());
        json.put("errors", sheet.errors());
        return json;
    }

    private static Map<String, Object> template(TemplatePrompts template) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", template.text());
        json.put("first_prompts", template.first());
        json.put("own_prompts", template.own());
        return json;
    }

    private static Map<String, Object> underOtherIds(OtherIdRows rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows.rows());
        json.put("videos", rows.videos());
        json.put("cost", rows.cost());
        return json;
    }

    private static Map<String, Object> corrects(CorrectionPreview corrects) {
        return Map.of(
                "job", corrects.job(), "changed_rows", corrects.changed(), "unchanged_rows", corrects.unchanged());
    }

    public static Map<String, @Nullable Object> budget(BudgetStatus standing) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("amount", standing.budget().amount());
        json.put("period", standing.budget().period());
        json.put("spent", standing.spent());
        return json;
    }

    private static void addRecognised(DetectedFormat detectedFormat, Map<String, @Nullable Object> json) {
        json.putAll(detectedFormat.source().match(CheckJson::ofText, CheckJson::ofWorkbook));
        json.put("header_row", detectedFormat.headerRow());
        json.put("hidden_rows", detectedFormat.hiddenRows());
        json.put("columns", detectedFormat.columns());
    }

    private static Map<String, Object> ofText(DetectedFormat.Text text) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "csv");
        json.put("encoding", text.encoding());
        json.put("delimiter", String.valueOf(text.delimiter()));
        return json;
    }

    private static Map<String, Object> ofWorkbook(DetectedFormat.Workbook workbook) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "xlsx");
        json.put("sheet", workbook.sheet());
        json.put("other_sheets", workbook.others());
        return json;
    }

    private static List<Map<String, Object>> understood(SheetCheck sheet) {
        return sheet.understood().entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "column", entry.getKey().column(),
                        "given", entry.getKey().given(),
                        "taken", entry.getKey().taken(),
                        "rows", entry.getValue()))
                .toList();
    }
}
