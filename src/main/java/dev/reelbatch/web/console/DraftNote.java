package dev.reelbatch.web.console;

import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.util.List;

/**
 * Who else works on a sheet.
 *
 * @param last who gave or changed it last, and when
 * @param others who has it open, too; empty for nobody
 */
record DraftNote(String last, String others) {

    static DraftNote of(Prepared prepared, List<String> others, Time time) {
        String when = new ShownTimes(time.now()).text(prepared.changedAt());
        String by = prepared.changedBy() == null ? prepared.owner() : prepared.changedBy();
        return new DraftNote(
                prepared.changedBy() == null
                        ? Text.of("given by %s, %s", by, when)
                        : Text.of("changed by %s, %s", by, when),
                others.isEmpty()
                        ? ""
                        : Text.of(
                                "%s has this sheet open, too. Whoever checks it last is told.",
                                String.join(", ", others)));
    }
}
