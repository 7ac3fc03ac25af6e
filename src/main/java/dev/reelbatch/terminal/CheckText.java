package dev.reelbatch.terminal;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.StateText;
import dev.reelbatch.load.Interpretation;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.TemplatePrompts;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.sheet.DetectedFormat;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the findings of {@code check} for a person: how the sheet is read, what a run would do, and the mistakes. */
public final class CheckText {

    private static final int LONGEST_EXAMPLE = 60;
    private static final int LONGEST_PROMPT = 200; // made by a template: its end matters as much as its beginning
    private static final int LABEL = 14;

    private final PrintWriter out;
    private final CheckResult findings;
    private final SheetCheck sheet;

    public CheckText(PrintWriter out, CheckResult findings) {
        this.out = out;
        this.findings = findings;
        this.sheet = findings.sheet();
    }

    public void print() {
        out.println(findings.input());
        printCorrected();
        printRecognised(sheet.recognised());
        if (sheet.validRows() > 0) {
            out.println();
            printPlan();
        }
        out.println();
        findings.warnings().forEach(warning -> out.println(Text.of("Note: %s", warning)));
        MistakeText.lines(sheet).forEach(out::println);
        out.println(verdict());
    }

    private void printRecognised(DetectedFormat detectedFormat) {
        line(
                Text.of("Read as"),
                Text.of("%s; columns named in row %d", source(detectedFormat.source()), detectedFormat.headerRow()));
        line(
                Text.of("Columns"),
                detectedFormat.columns().stream().map(CheckText::column).collect(Collectors.joining(", ")));
        TemplatePrompts template = sheet.template();
        if (template != null) {
            line(Text.of("Template"), beginning(template.text()));
            template.first()
                    .forEach(made -> line(
                            Text.of("Row %d", made.row()), "\"" + beginning(made.prompt(), LONGEST_PROMPT) + "\""));
        } else if (!sheet.firstPrompt().isEmpty()) {
            line(Text.of("First prompt"), "\"" + beginning(sheet.firstPrompt()) + "\"");
        }
        for (Map.Entry<Interpretation, Long> entry : sheet.understood().entrySet()) {
            Interpretation value = entry.getKey();
            line(
                    Text.of("Interpreted"),
                    Text.of(
                            "%s \"%s\" as %s (%s)",
                            value.column(), value.given(), value.taken(), Text.counted(entry.getValue(), "row")));
        }
        if (detectedFormat.source() instanceof DetectedFormat.Workbook workbook
                && !workbook.others().isEmpty()) {
            line(
                    Text.of("Not read"),
                    Text.of("sheets %s; choose one with --sheet", String.join(", ", workbook.others())));
        }
    }

    private void printCorrected() {
        CorrectionPreview corrects = findings.corrects();
        if (corrects == null) {
            return;
        }
        String changed = RowRanges.only(corrects.changed()).text();
        line(
                Text.of("Corrects"),
                changed.isEmpty()
                        ? Text.of("job %s; no rows changed", corrects.job())
                        : Text.of("job %s; changed rows: %s", corrects.job(), changed));
    }

    private static String source(DetectedFormat.Source source) {
        return source.match(
                text -> Text.of("CSV, %s, separated by %s", text.encoding(), delimiter(text.delimiter())),
                workbook -> Text.of("Excel workbook, sheet %s", workbook.sheet()));
    }

    private static String delimiter(char delimiter) {
        return switch (delimiter) {
            case ',' -> Text.of("commas");
            case ';' -> Text.of("semicolons");
            case '\t' -> Text.of("tabs");
            default -> "\"" + delimiter + "\"";
        };
    }

    private static String column(DetectedFormat.Column column) {
        String meaning = column.meaning();
        if (meaning == null) {
            return Text.of("%s (copied to the manifest)", column.header());
        }
        return column.header().toLowerCase(Locale.ROOT).equals(meaning) ? meaning : column.header() + " = " + meaning;
    }

    private static String beginning(String prompt) {
        return beginning(prompt, LONGEST_EXAMPLE);
    }

    private static String beginning(String prompt, int longest) {
        String line = prompt.replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(longest, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }

    private void printPlan() {
        line(
                Text.of("Rows"),
                Text.of(
                        "%s, %s, %s",
                        Text.counted(sheet.rows(), "row"), Text.counted(sheet.clips(), "video"), length()));
        sheet.clipsByModel()
                .forEach((model, clips) ->
                        line(Text.of("Model"), Text.of("%s with %s", Text.counted(clips, "video"), model)));
        printExisting();
        line(Text.of("To submit"), Text.counted(findings.toPay(), "video") + cost());
        if (findings.budget() != null) {
            line(Text.of("Budget"), AmountText.budget(findings.budget()));
        }
        if (findings.toPay() > 0) {
            line(Text.of("Estimated time"), time());
        }
    }

    private String length() {
        String seconds = Text.of("%s of video", Text.counted(sheet.seconds(), "second"));
        if (sheet.clipsWithoutDuration() == 0) {
            return seconds;
        }
        return sheet.seconds() == 0
                ? Text.of("no duration given, so the API's default applies")
                : Text.of(
                        "%s, plus %s with the API's default duration",
                        seconds, Text.counted(sheet.clipsWithoutDuration(), "video"));
    }

    private void printExisting() {
        SheetPreview sheetPreview = findings.preview();
        if (sheetPreview == null) {
            line(Text.of("Already made"), Text.of("unknown: %s", findings.whyNotLookedAt()));
        } else if (!sheetPreview.existing().isEmpty()) {
            line(Text.of("Already made"), Text.of("%s; not charged again", StateText.of(sheetPreview.existing())));
            int cancelled = sheetPreview.existing().getOrDefault(ClipState.CANCELLED, 0);
            if (cancelled > 0) {
                line(Text.of("Cancelled"), Text.of("%d of these; only a rerun with --rows submits them", cancelled));
            }
        }
    }

    private String cost() {
        return findings.toPay() == 0
                ? ""
                : AmountText.about(findings.cost(), sheet.clipsWithoutPrice())
                        + AmountText.ofARehearsal(findings.rehearsal());
    }

    private String time() {
        String video = Durations.text(findings.generation().time());
        return Text.of(
                "about %s (at most %s, %d at once, %s a video)",
                Durations.text(findings.expected()),
                findings.rate(),
                findings.maxInFlight(),
                findings.generation().isMeasured() ? Text.of("a measured %s", video) : Text.of("about %s", video));
    }

    private void line(String label, String text) {
        out.println("  " + TextTable.padded(label, LABEL) + " " + text);
    }

    private String verdict() {
        if (sheet.errorCount() == 0) {
            return Text.of("No mistakes found.");
        }
        return sheet.invalidRows() == 1
                ? Text.of("1 row needs fixing.")
                : Text.of("%d rows need fixing.", sheet.invalidRows());
    }
}
