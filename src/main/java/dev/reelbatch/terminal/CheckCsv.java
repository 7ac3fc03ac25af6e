package dev.reelbatch.terminal;

import dev.reelbatch.load.RowError;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.report.CsvLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes the findings of {@code check} for a spreadsheet: one line for each figure, note and mistake. */
public final class CheckCsv {

    private final CsvLines lines;

    private CheckCsv(PrintWriter out) {
        this.lines = new CsvLines(out);
    }

    public static void print(CheckResult findings, PrintWriter out) {
        CheckCsv csv = new CheckCsv(out);
        csv.line("kind", "row", "column", "value", "message", "suggestion");
        csv.figures(findings);
        findings.warnings().forEach(warning -> csv.line("note", "", "", "", warning, ""));
        findings.sheet().errors().forEach(csv::mistake);
        out.flush();
    }

    private void figures(CheckResult findings) {
        SheetCheck sheet = findings.sheet();
        figure("rows", sheet.rows());
        figure("videos", sheet.clips());
        figure("seconds", sheet.seconds());
        if (sheet.clipsWithoutDuration() > 0) {
            figure("videos without duration", sheet.clipsWithoutDuration());
        }
        SheetPreview sheetPreview = findings.preview();
        if (sheetPreview != null) {
            sheetPreview
                    .existing()
                    .forEach((state, clips) -> figure("videos " + state.name().toLowerCase(Locale.ROOT), clips));
            if (sheetPreview.otherIds().videos() > 0) {
                figure("videos under other ids", sheetPreview.otherIds().videos());
            }
        }
        figure("videos to submit", findings.toPay());
        findings.cost().byCurrency().forEach((currency, amount) -> figure("cost in " + currency, amount));
        figure("expected seconds", findings.expected().toSeconds());
        if (findings.corrects() != null) {
            line("figure", "", "corrects job", findings.corrects().job(), "", "");
            findings.corrects().changed().forEach(row -> line("changed", String.valueOf(row), "", "", "", ""));
        }
        BudgetStatus budget = findings.budget();
        if (budget != null) {
            figure(
                    "budget a " + budget.budget().period().name().toLowerCase(Locale.ROOT),
                    budget.budget().amount());
            if (budget.spent() != null) {
                budget.spent()
                        .byCurrency()
                        .forEach((currency, amount) -> figure("budget spent in " + currency, amount));
            }
        }
    }

    private void figure(String name, Object value) {
        line("figure", "", name, value.toString(), "", "");
    }

    private void mistake(RowError error) {
        line(
                "mistake",
                String.valueOf(error.row()),
                error.column(),
                error.value(),
                error.message(),
                Objects.requireNonNullElse(error.suggestion(), ""));
    }

    private void line(String... cells) {
        try {
            lines.writeGuarded(List.of(cells));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
