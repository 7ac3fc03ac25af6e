package dev.reelbatch.job;

import dev.reelbatch.home.Inputs;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.Totals;
import dev.reelbatch.text.Text;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What checking a run's sheet has found before. A run that goes on with the very same bytes, by the same
 * rules and with the same build of reelbatch need not read them again: of a long sheet that takes
 * seconds.
 */
final class EarlierCheck {

    private static final int LONG = 1_000; // rows; a shorter sheet is read in no time
    private static final int ROOM = 100_000; // characters; a sheet of as many unknown models has a warning for each
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunLedger runs;

    EarlierCheck(RunLedger runs) {
        this.runs = runs;
    }

    Optional<Totals> of(Run run, Inputs.Copy copy, RowRules rules) {
        return runs.findings(run, key(copy, rules)).map(findings -> JSON.readValue(findings, Totals.class));
    }

    void keep(Run run, Inputs.Copy copy, RowRules rules, Totals found) {
        if (found.rows() < LONG) {
            return;
        }
        String findings = JSON.writeValueAsString(found);
        if (findings.length() <= ROOM) {
            runs.keepFindings(run, key(copy, rules), findings);
        }
    }

    /** All that findings depend on; their sentences also on the language. */
    private static String key(Inputs.Copy copy, RowRules rules) {
        return Inputs.sha256Of(copy.sha256()
                + rules.ofTheSheet()
                + Text.language()
                + Program.version()
                + new TreeMap<>(Program.commit()));
    }
}
