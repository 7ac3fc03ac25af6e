package dev.reelbatch.plan;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.text.Text;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Earlier findings of checking a run's sheet. If a run is resumed with the same bytes, rules and build of reelbatch,
 * the sheet need not be read again, which takes seconds for a long one.
 */
final class CheckCache {

    private static final int LONG = 1_000; // rows; a shorter sheet is read in no time
    private static final int ROOM = 100_000; // characters; a sheet with many unknown models has a warning for each
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunLedger runs;

    CheckCache(RunLedger runs) {
        this.runs = runs;
    }

    Optional<SheetTotals> of(Run run, Inputs.Copy copy, RowRules rules) {
        return runs.findings(run, key(copy, rules)).map(findings -> JSON.readValue(findings, SheetTotals.class));
    }

    void keep(Run run, Inputs.Copy copy, RowRules rules, SheetTotals found) {
        if (found.rows() < LONG) {
            return;
        }
        String findings = JSON.writeValueAsString(found);
        if (findings.length() <= ROOM) {
            runs.keepFindings(run, key(copy, rules), findings);
        }
    }

    /** Returns a key of everything that findings depend on; their sentences also depend on the language. */
    private static String key(Inputs.Copy copy, RowRules rules) {
        return Sha256.of(copy.sha256()
                + rules.ofTheSheet()
                + Text.language()
                + BuildInfo.version()
                + new TreeMap<>(BuildInfo.commit()));
    }
}
