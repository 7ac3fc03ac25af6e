package dev.reelbatch.cli;

import dev.reelbatch.job.BudgetStanding;
import dev.reelbatch.job.Preview;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.RowError;
import dev.reelbatch.report.CsvLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The findings of {@code check} for a spreadsheet: a line for each figure, note and mistake. */
final class CheckCsv {

    private final CsvLines lines;

    private CheckCsv(PrintWriter out) {
        this.lines = new CsvLines(out);
    }

    static void print(CheckFindings findings, PrintWriter out) {
        CheckCsv csv = new CheckCsv(out);
        csv.line("kind", "row", "column", "value", "message", "suggestion");
        csv.figures(findings);
        findings.warnings().forEach(warning -> csv.line("note", "", "", "", warning, ""));
        findings.sheet().errors().forEach(csv::mistake);
        out.flush();
    }

    private void figures(CheckFindings findings) {
        Preflight sheet = findings.sheet();
        figure("rows", sheet.rows());
        figure("videos", sheet.clips());
        figure("seconds", sheet.seconds());
        Preview preview = findings.preview();
        if (preview != null) {
            preview.existing()
                    .forEach((state, clips) -> figure("videos " + state.name().toLowerCase(Locale.ROOT), clips));
            if (preview.otherIds().videos() > 0) {
                figure("videos under other ids", preview.otherIds().videos());
            }
        }
        figure("videos to submit", findings.toPay());
        findings.cost().forEach((currency, amount) -> figure("cost in " + currency, amount));
        figure("expected seconds", findings.expected().toSeconds());
        if (findings.corrects() != null) {
            line("figure", "", "corrects job", findings.corrects().job(), "", "");
            findings.corrects().changed().forEach(row -> line("changed", String.valueOf(row), "", "", "", ""));
        }
        BudgetStanding budget = findings.budget();
        if (budget != null) {
            figure(
                    "budget a " + budget.budget().period().name().toLowerCase(Locale.ROOT),
                    budget.budget().amount());
            if (budget.spent() != null) {
                budget.spent().forEach((currency, amount) -> figure("budget spent in " + currency, amount));
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
