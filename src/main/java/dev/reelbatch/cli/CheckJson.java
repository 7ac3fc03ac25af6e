package dev.reelbatch.cli;

import dev.reelbatch.job.OtherIdRows;
import dev.reelbatch.job.Preview;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.Recognised;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The findings of {@code check} for programs: one JSON object, to which later versions only add. */
final class CheckJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CheckJson() {}

    static void print(CheckFindings findings, PrintWriter out) {
        Preflight sheet = findings.sheet();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("input", findings.input().toString());
        json.put("ok", sheet.errorCount() == 0);
        addRecognised(sheet.recognised(), json);
        json.put("understood", understood(sheet));
        json.put("rows", sheet.rows());
        json.put("validRows", sheet.validRows());
        json.put("invalidRows", sheet.invalidRows());
        json.put("videos", sheet.clips());
        json.put("videosByModel", sheet.clipsByModel());
        json.put("videosWithoutPrice", sheet.clipsWithoutPrice());
        json.put("seconds", sheet.seconds());
        Preview preview = findings.preview();
        json.put("existing", preview == null ? null : preview.existing());
        json.put("existingUnknownBecause", preview == null ? findings.whyNotLookedAt() : null);
        json.put("toSubmit", findings.toPay());
        json.put("cost", findings.cost());
        json.put("expectedSeconds", findings.expected().toSeconds());
        json.put("underOtherIds", preview == null ? null : underOtherIds(preview.otherIds()));
        json.put("warnings", findings.warnings());
        json.put("errorCount", sheet.errorCount());
        json.put("errors", sheet.errors());
        out.println(JSON.writeValueAsString(json));
    }

    private static Map<String, Object> underOtherIds(OtherIdRows rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows.rows());
        json.put("videos", rows.videos());
        json.put("cost", rows.cost());
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
            json.put("otherSheets", workbook.others());
        }
        json.put("headerRow", recognised.headerRow());
        json.put("hiddenRows", recognised.hiddenRows());
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
