package dev.reelbatch.web.console;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the team wants of the videos of a run, and what can be done with it.
 *
 * @param kept number of videos to keep; empty for none
 * @param redo number of videos to redo; empty for none
 * @param note on marked videos that the button leaves out; empty if there are none
 * @param again what the button to redo them sends; null if it can't be pressed now
 * @param changed what the button to redo those with other prompts sends; null if it can't be pressed now
 */
record MarksBar(
        String text,
        String kept,
        String redo,
        String keptZip,
        String files,
        String note,
        @Nullable Again again,
        @Nullable Changed changed) {

    /** A rerun at a price. */
    record Again(String label, String address, String rows, String maxCost, long lastSubmission, String key) {}

    /**
     * A run of rows with other prompts at a price.
     *
     * @param seen what identifies the prompts
     */
    record Changed(String label, String address, String seen, String maxCost, String key) {}

    boolean isEmpty() {
        return kept.isEmpty() && redo.isEmpty();
    }

    /** @param key of this loading of the page */
    static MarksBar of(RunData data, MarksData marks, String key) {
        String id = data.run().id();
        Cost price = marks.price();
        Cost changedPrice = marks.changedPrice();
        int left = marks.redo() - marks.again().size() - marks.changed().size();
        boolean canRerun = data.isLatest() && data.other() == null && !data.isOpen();
        return new MarksBar(
                Text.of("%s to keep, %s to redo", marks.kept(), marks.redo()),
                marks.kept() == 0 ? "" : String.valueOf(marks.kept()),
                marks.redo() == 0 ? "" : String.valueOf(marks.redo()),
                Addresses.ofRun(id) + "/kept.zip",
                "/api/v1/runs/" + Addresses.escaped(id) + "/files/",
                left == 0
                        ? ""
                        : Text.of(
                                "%s left out: without a video (rerun those as failed), or one of several of its row (mark all of them, or change the prompt)",
                                Text.counted(left, "video")),
                canRerun && price != null && !marks.again().isEmpty() ? again(data, marks, price, key) : null,
                canRerun && changedPrice != null && !marks.changed().isEmpty()
                        ? changed(id, marks, changedPrice, key)
                        : null);
    }

    /** It is not offered without a price, which could not be kept to. */
    private static Again again(RunData data, MarksData marks, Cost price, String key) {
        List<Integer> rows = marks.again().stream().map(RowClip::row).distinct().toList();
        String text = RowRanges.only(rows).canonicalText();
        String limit = FailureView.limit(data.spent(), price);
        return new Again(
                label(marks.again().size(), rows.size(), price),
                Addresses.ofRun(data.run().id()) + "/rerun",
                text,
                limit,
                data.lastSubmission(),
                key + "-" + Sha256.of("redo " + text + " " + limit).substring(0, 12));
    }

    /** A run of its own: whoever presses it twice, or after somebody else, finds the same prompts submitted. */
    private static Changed changed(String id, MarksData marks, Cost price, String key) {
        String limit = FailureView.limit(BigDecimal.ZERO, price);
        String seen = marks.changedSeen();
        return new Changed(
                Text.of(
                        "Redo %s with a changed prompt for %s",
                        Text.counted(marks.changed().size(), "video"), Amounts.text(price)),
                Addresses.ofRun(id) + "/redo",
                seen,
                limit,
                key + "-" + Sha256.of("changed " + seen + " " + limit).substring(0, 12));
    }

    private static String label(int videos, int rows, Cost price) {
        String what = videos == rows ? Text.counted(rows, "row") : Text.counted(videos, "video");
        return Text.of("Redo %s for %s", what, Amounts.text(price));
    }
}
