package dev.reelbatch.cli;

import dev.reelbatch.job.Preview;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.Recognised;
import dev.reelbatch.load.Understood;
import dev.reelbatch.pump.Durations;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The findings of {@code check} for a person: how the sheet is read, what would happen, what is wrong. */
final class CheckText {

    private static final int LONGEST_EXAMPLE = 60;

    private final PrintWriter out;
    private final CheckFindings findings;
    private final Preflight sheet;

    CheckText(PrintWriter out, CheckFindings findings) {
        this.out = out;
        this.findings = findings;
        this.sheet = findings.sheet();
    }

    void print() {
        out.println(findings.input());
        printRecognised(sheet.recognised());
        if (sheet.validRows() > 0) {
            out.println();
            printPlan();
        }
        out.println();
        sheet.warnings().forEach(warning -> out.println("Note: " + warning));
        sheet.errors().forEach(out::println);
        long more = sheet.errorCount() - sheet.errors().size();
        if (more > 0) {
            out.printf("and %d more%n", more);
        }
        out.println(verdict());
    }

    private void printRecognised(Recognised recognised) {
        line("Read as", source(recognised.source()) + "; columns named in row " + recognised.headerRow());
        line("Columns", recognised.columns().stream().map(CheckText::column).collect(Collectors.joining(", ")));
        if (!sheet.firstPrompt().isEmpty()) {
            line("Begins", "\"" + beginning(sheet.firstPrompt()) + "\"");
        }
        for (Map.Entry<Understood, Long> entry : sheet.understood().entrySet()) {
            Understood value = entry.getKey();
            line(
                    "Understood",
                    "%s \"%s\" as %s (%s)"
                            .formatted(
                                    value.column(),
                                    value.given(),
                                    value.taken(),
                                    Text.counted(entry.getValue(), "row")));
        }
        if (recognised.source() instanceof Recognised.Workbook workbook
                && !workbook.others().isEmpty()) {
            line("Not read", "the sheets " + String.join(", ", workbook.others()) + "; name one with --sheet");
        }
    }

    private static String source(Recognised.Source source) {
        if (source instanceof Recognised.Text text) {
            return "CSV, " + text.encoding() + ", separated by " + delimiter(text.delimiter());
        } else if (source instanceof Recognised.Workbook workbook) {
            return "Excel workbook, sheet " + workbook.sheet();
        }
        throw new IllegalArgumentException(source.toString());
    }

    private static String delimiter(char delimiter) {
        return switch (delimiter) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> "\"" + delimiter + "\"";
        };
    }

    private static String column(Recognised.Column column) {
        String meaning = column.meaning();
        if (meaning == null) {
            return column.header() + " (for the manifest)";
        }
        return column.header().toLowerCase(Locale.ROOT).equals(meaning) ? meaning : column.header() + " = " + meaning;
    }

    private static String beginning(String prompt) {
        String line = prompt.replaceAll("\\s+", " ");
        int end = line.offsetByCodePoints(0, Math.min(LONGEST_EXAMPLE, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }

    private void printPlan() {
        line(
                "Rows",
                "%s, %s, %s of video"
                        .formatted(
                                Text.counted(sheet.rows(), "row"),
                                Text.counted(sheet.clips(), "video"),
                                Text.counted(sheet.seconds(), "second")));
        sheet.clipsByModel().forEach((model, clips) -> line("Model", Text.counted(clips, "video") + " with " + model));
        printExisting();
        line("To submit", Text.counted(findings.toPay(), "video") + cost());
        if (findings.toPay() > 0) {
            line("Time", time());
        }
    }

    private void printExisting() {
        Preview preview = findings.preview();
        if (preview == null) {
            line("Exists", "not known: " + findings.whyNotLookedAt());
        } else if (!preview.existing().isEmpty()) {
            String states = preview.existing().entrySet().stream()
                    .map(entry -> entry.getValue() + " "
                            + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .collect(Collectors.joining(", "));
            line("Exists", states + "; not paid for again");
        }
    }

    private String cost() {
        if (findings.toPay() == 0) {
            return "";
        }
        if (findings.cost().isEmpty()) {
            return ", price unknown";
        }
        return ", about " + Amounts.money(findings.cost())
                + (sheet.clipsWithoutPrice() > 0 ? ", more where the price is unknown" : "");
    }

    private String time() {
        return "about %s at %s and at most %d at once; a video takes %s%s"
                .formatted(
                        Durations.words(findings.expected()),
                        findings.rate(),
                        findings.maxInFlight(),
                        Durations.words(findings.generation()),
                        findings.isGenerationMeasured() ? " here" : " or so");
    }

    private void line(String label, String text) {
        out.printf("  %-11s %s%n", label, text);
    }

    private String verdict() {
        if (sheet.errorCount() == 0) {
            return "No mistakes found.";
        }
        return sheet.invalidRows() == 1
                ? "1 row needs a correction."
                : sheet.invalidRows() + " rows need a correction.";
    }
}
