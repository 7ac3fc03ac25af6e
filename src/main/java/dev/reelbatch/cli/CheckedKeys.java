package dev.reelbatch.cli;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.plan.RequestedRows;
import dev.reelbatch.terminal.CheckResult;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The keys of a job file, or options of {@code run}, by which {@code check} judges a sheet: its help does not list them.
 */
final class CheckedKeys {

    @Option(
            names = "--rows",
            hidden = true,
            converter = SheetConverters.RowsConverter.class,
            description = "from a job file: these rows only")
    private List<RowRanges> chosen = new ArrayList<>();

    @Option(names = "--skip-invalid", hidden = true, description = "from a job file: invalid rows are not an error")
    private boolean skipInvalid;

    @Option(
            names = "--max-cost",
            hidden = true,
            converter = Converters.MoneyConverter.class,
            description = "from a job file: refuse a sheet that costs more")
    private @Nullable BigDecimal maxCost;

    @Option(names = "--partial", hidden = true, description = "from a job file: run as much as the limit allows")
    private boolean partial;

    @Option(names = "--fresh", hidden = true, description = "from a job file: use no existing videos")
    private boolean fresh;

    boolean fresh() {
        return fresh;
    }

    RowRanges rows() {
        return Objects.requireNonNullElse(RowRanges.union(chosen), RowRanges.ALL);
    }

    /** Returns true if the mistakes of a sheet would not keep it from being run. */
    boolean isRight(SheetCheck sheet) {
        return sheet.errorCount() == 0 || skipInvalid && sheet.validRows() > 0;
    }

    /**
     * Checks a sheet, or the chosen rows of it.
     *
     * @param notes receives remarks on these rows
     */
    CheckedSheet checked(Path sheet, RowRules rules, List<String> notes) {
        RowRanges rows = RowRanges.union(chosen);
        if (rows == null) {
            return CheckedSheet.of(sheet, rules);
        }
        notes.clear(); // the sheet may be read again after a question
        notes.addAll(RequestedRows.check(rows, PromptSheet.rowNumbers(sheet, rules.reading())));
        return CheckedSheet.of(sheet, rules, rows);
    }

    /** Returns the message of a run that is refused because of its cost; empty if it is not. */
    Optional<String> whyTooExpensive(CheckResult findings) {
        if (maxCost == null) {
            return Optional.empty();
        }
        try {
            new SpendingLimits.MaxCost(maxCost, partial).check(BigDecimal.ZERO, findings.cost());
            return Optional.empty();
        } catch (UserException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
