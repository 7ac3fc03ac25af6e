package dev.reelbatch.cli;

import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.RowInDoubt;
import dev.reelbatch.terminal.DoubtsText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks a person at a terminal about each row in doubt. */
final class DoubtQuestions {

    private final Terminal terminal;

    DoubtQuestions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** An answer to the question about one row. */
    private enum Answer {
        CHARGED,
        NOT_CHARGED,
        SKIP,
        QUIT
    }

    /** Returns what the person found, without rows that were skipped. */
    List<Finding> ask(List<RowInDoubt> rows) {
        terminal.questions().println(Text.of("Look for a charge at each of these times in your account."));
        List<Finding> findings = new ArrayList<>();
        for (RowInDoubt row : rows) {
            DoubtsText.print(row, terminal.questions());
            Answer answer = answer();
            if (answer == Answer.QUIT) {
                break;
            } else if (answer != Answer.SKIP) {
                findings.add(new Finding(row, answer == Answer.CHARGED));
            }
        }
        return findings;
    }

    /** Asks until the answer is clear; Enter skips the row. */
    private Answer answer() {
        while (true) {
            String line = terminal.ask(Text.of("  charged (c), not charged (n), skip (Enter), stop asking (q):"));
            switch (line.toLowerCase(Locale.ROOT)) {
                case "c":
                    return Answer.CHARGED;
                case "n":
                    return Answer.NOT_CHARGED;
                case "", "s":
                    return Answer.SKIP;
                case "q":
                    return Answer.QUIT;
                default: // once more
            }
        }
    }
}
