package dev.reelbatch.plan;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.DraftUse;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the drafts of real videos before these are paid for: the vendor would take another draft as well. */
public final class DraftCheck {

    private final Ledgers ledgers;
    private final Catalogue catalogue;
    private final Time time;

    public DraftCheck(Ledgers ledgers, Catalogue catalogue, Time time) {
        this.ledgers = ledgers;
        this.catalogue = catalogue;
        this.time = time;
    }

    /**
     * A row that is going to be made from a draft.
     *
     * @param row the number that a spreadsheet shows
     */
    record Use(int row, DraftUse draft) {}

    /**
     * Checks that each draft is one of this home and this row, delivered, and not too old.
     *
     * @throws UserException naming every row where it is not, and what to do
     */
    void check(List<Use> uses, String api) {
        Map<String, Clip> clips = ledgers.rows()
                .byTask(uses.stream().map(use -> use.draft().task()).toList(), api);
        List<String> faults = new ArrayList<>();
        for (Use use : uses) {
            String fault = fault(use, clips.get(use.draft().task()));
            if (fault != null) {
                faults.add(Text.of(
                        "row %d: the draft %s %s",
                        use.row(), CellText.quoted(use.draft().task()), fault));
            }
        }
        if (!faults.isEmpty()) {
            throw new UserException(String.join(System.lineSeparator(), faults));
        }
    }

    private @Nullable String fault(Use use, @Nullable Clip clip) {
        if (clip == null || catalogue.draftColumn(clip) == null) {
            return Text.of("is not known in this home; leave the row out, or run it without a draft's task");
        }
        List<String> differing = catalogue.differing(use.draft(), clip);
        if (!differing.isEmpty()) {
            return Text.of(
                    "was made with another %s; take the change back, or empty the cell %s to make the row from its new values",
                    String.join(", ", differing), catalogue.draftColumn(clip));
        }
        if (clip.state() != ClipState.DELIVERED) {
            return Text.of("is not delivered; run the drafts first, or leave the row out");
        }
        Instant sent = Objects.requireNonNullElse(clip.submittedAt(), time.now());
        Duration validity = catalogue.validity(clip);
        return Duration.between(sent, time.now()).compareTo(validity) < 0
                ? null
                : Text.of(
                        "is older than %s, after which no real video can be made from it; make a new draft: --draft --fresh --rows %d",
                        Durations.text(validity), use.row());
    }
}
