package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import dev.reelbatch.web.console.PromptEdits.Edit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The form in which people change prompts of rows.
 *
 * @param run as in {@code run 4}
 * @param problem why nothing was saved; empty for none
 * @param template the sheet's; empty for none
 * @param more on rows with the same error that are not shown; empty for none
 */
record PromptsView(
        String title,
        String job,
        String jobAddress,
        String run,
        String address,
        String back,
        String problem,
        String template,
        String more,
        List<Form> forms)
        implements PageView {

    /**
     * A row.
     *
     * @param said what the API said of it; empty for nothing
     * @param original its prompt, where another one was saved; empty otherwise
     * @param fault what is wrong with the text; empty for nothing
     * @param who saved the present text; empty if it is the sheet's
     */
    record Form(
            String row,
            String name,
            StateView state,
            String video,
            String said,
            long clip,
            String seen,
            String text,
            String original,
            String fault,
            String who,
            List<Saved> saved) {

        boolean hasSaved() {
            return !saved.isEmpty();
        }
    }

    /** A text that somebody saved before. */
    record Saved(String by, String at, String text) {}

    /**
     * @param said what the person wrote, by clip
     * @param faults what is wrong with it, by clip
     */
    static PromptsView of(
            PromptEdits edits, Map<Long, String> said, Map<Long, String> faults, String problem, ShownTimes times) {
        String run = Addresses.ofRun(edits.requested().id());
        return new PromptsView(
                edits.edits().size() == 1 ? Text.of("Change the prompt") : Text.of("Change the prompts"),
                edits.requested().job(),
                Addresses.ofJob(edits.requested().job()),
                Text.of("run %d", edits.run().number()),
                edits.query().address(run + "/prompts"),
                back(edits, edits.error()),
                problem,
                Objects.requireNonNullElse(edits.template(), ""),
                edits.more() == 0
                        ? ""
                        : Text.of("%d more ended for the same reason; they follow when these are saved.", edits.more()),
                edits.edits().stream()
                        .map(edit -> form(edit, edits, said, faults, times))
                        .toList());
    }

    private static Form form(
            Edit edit, PromptEdits edits, Map<Long, String> said, Map<Long, String> faults, ShownTimes times) {
        Clip clip = Objects.requireNonNull(edit.row().clip());
        Mark mark = edit.mark();
        return new Form(
                CardView.name(edit.row()),
                Objects.requireNonNullElse(edit.row().rowId(), ""),
                CardView.state(clip),
                CardView.video(
                        edit.row(), edits.run().outDir(), edits.requested().id()),
                clip.errorMessage() == null ? "" : HttpText.of(clip.errorMessage()),
                edit.clip(),
                Mark.version(mark),
                said.getOrDefault(edit.clip(), edit.present()),
                edit.isChanged() || said.containsKey(edit.clip()) ? edit.original() : "",
                faults.getOrDefault(edit.clip(), ""),
                mark == null || !edit.isChanged() ? "" : Text.of("changed by %s, %s", mark.by(), times.text(mark.at())),
                edit.saved().stream()
                        .map(note -> new Saved(note.by(), times.text(note.at()), note.text()))
                        .toList());
    }

    /** Says why what a person has typed is here again. */
    static String notSent() {
        return Text.of(
                "You had to sign in before this could be sent. What you typed is here again; nothing of it is done yet.");
    }

    /** Returns the address of the place that the person came from. */
    static String back(PromptEdits edits, String error) {
        Edit first = edits.edits().get(0);
        String place = edits.query().row() > 0
                ? "panel"
                : error.isEmpty()
                        ? "row-" + first.row().row() + "-" + first.row().variant()
                        : "failures";
        return edits.query().address(Addresses.ofRun(edits.requested().id())) + "#" + place;
    }
}
