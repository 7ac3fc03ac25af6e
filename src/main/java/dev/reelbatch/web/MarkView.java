package dev.reelbatch.web;

import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the team says about the video of a row, as callers see it.
 *
 * @param id of the row
 * @param mark keep or redo; null for none
 * @param prompt with redo: the other prompt
 * @param by who marked it last
 * @param notes the first one first
 */
record MarkView(
        int row,
        int variant,
        @Nullable String id,
        @Nullable String mark,
        @Nullable String prompt,
        @Nullable String by,
        @Nullable Instant at,
        List<NoteView> notes) {

    /** A note on it. */
    record NoteView(String by, Instant at, String text) {

        static NoteView of(Note note) {
            return new NoteView(note.by(), note.at(), note.text());
        }
    }

    static MarkView of(ReportRow row, @Nullable Mark mark, List<Note> notes) {
        return new MarkView(
                row.row(),
                row.variant(),
                row.rowId(),
                mark == null ? null : mark.kind().word(),
                mark == null ? null : mark.prompt(),
                mark == null ? null : mark.by(),
                mark == null ? null : mark.at(),
                notes.stream().map(NoteView::of).toList());
    }
}
