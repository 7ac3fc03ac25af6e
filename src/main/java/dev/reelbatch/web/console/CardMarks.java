package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the team says about a video, and where it says so.
 *
 * @param keep where the button posts to, which removes the mark if the video is kept; empty if there is nothing to keep
 * @param redo likewise; empty while the row has not ended
 * @param edit where its prompt is changed; empty while the row has not ended
 * @param who marked it; empty if nobody did
 * @param count of its notes; empty for none
 * @param said the latest note, with its author; empty for none
 */
record CardMarks(
        String keep,
        boolean kept,
        String redo,
        boolean redone,
        String edit,
        String who,
        String newPrompt,
        String count,
        String said,
        List<NoteView> notes,
        String note) {

    /** A note. */
    record NoteView(String by, String at, String text) {}

    boolean hasButtons() {
        return !keep.isEmpty() || !redo.isEmpty();
    }

    boolean hasNotes() {
        return !notes.isEmpty();
    }

    /**
     * @param run the address of the run's page
     * @param place where on the page it is, such as {@code row-2-1}
     */
    static CardMarks of(ReportRow row, RowsData data, String run, String place, ShownTimes times) {
        Mark mark = data.marks().of(row);
        List<Note> notes = data.marks().notesOn(row);
        boolean hasClip = row.clip() != null;
        boolean ended = row.clip() != null && !row.clip().state().isOpen();
        boolean delivered = row.clip() != null && row.clip().state() == ClipState.DELIVERED;
        boolean kept = mark != null && mark.isKeep();
        boolean redone = mark != null && mark.isRedo();
        return of(
                mark,
                notes,
                delivered ? address(row, data, run, place, "marks", kept ? "none" : "keep") : "",
                ended ? address(row, data, run, place, "marks", redone ? "none" : "redo") : "",
                ended ? edit(row, data, run) : "",
                hasClip ? address(row, data, run, place, "notes", "") : "",
                times);
    }

    static CardMarks of(
            @Nullable Mark mark,
            List<Note> notes,
            String keep,
            String redo,
            String edit,
            String note,
            ShownTimes times) {
        return new CardMarks(
                keep,
                mark != null && mark.isKeep(),
                redo,
                mark != null && mark.isRedo(),
                edit,
                who(mark, times),
                mark == null || mark.prompt() == null ? "" : mark.prompt(),
                notes.isEmpty() ? "" : String.valueOf(notes.size()),
                notes.isEmpty() ? "" : said(notes.get(notes.size() - 1)),
                notes.stream()
                        .map(one -> new NoteView(one.by(), times.text(one.at()), one.text()))
                        .toList(),
                note);
    }

    private static String said(Note note) {
        return note.by() + ": " + CardView.beginning(note.text());
    }

    private static String who(@Nullable Mark mark, ShownTimes times) {
        if (mark == null) {
            return "";
        }
        return mark.isKeep()
                ? Text.of("kept by %s, %s", mark.by(), times.text(mark.at()))
                : Text.of("to redo, says %s, %s", mark.by(), times.text(mark.at()));
    }

    private static String edit(ReportRow row, RowsData data, String run) {
        String fields = data.query().fields();
        return run + "/prompts?clip=" + Objects.requireNonNull(row.clip()).id()
                + (fields.isEmpty() ? "" : "&" + fields);
    }

    private static String address(ReportRow row, RowsData data, String run, String place, String what, String mark) {
        String fields = data.query().fields();
        return run + "/" + what + "?clip="
                + (row.clip() == null ? 0 : row.clip().id()) + (mark.isEmpty() ? "" : "&set=" + mark) + "&at=" + place
                + (fields.isEmpty() ? "" : "&" + fields);
    }
}
