package dev.reelbatch.web;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What the team says about videos, for the HTTP API and the console: keep, redo, and notes. Nothing is spent by it. */
public final class MarkActions {

    private static final String NONE = "none";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_PROMPT = 20_000; // characters

    private final Session session;

    MarkActions(Session session) {
        this.session = session;
    }

    /**
     * Marks the video of a row, in place of an earlier mark.
     *
     * @param mark keep, redo or none
     * @param prompt with redo: another prompt; null or blank for the same
     */
    public void mark(
            ReportRow row, String mark, @Nullable String prompt, Authentication caller, HttpServletRequest request) {
        long clip = clip(row, request);
        AuditFilter.note(request, "mark=" + mark);
        if (mark.equals(NONE)) {
            session.marks().clear(List.of(clip));
            return;
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(mark))
                .findFirst()
                .orElseThrow(() -> new UserException(
                        Text.of("mark must be one of %s, not \"%s\"", "keep, redo, none", shortened(mark))));
        if (kind == Kind.KEEP && state(row) != ClipState.DELIVERED) {
            throw new UserException(Text.of("Row %d has no video to keep.", row.row()));
        }
        if (kind == Kind.REDO && (state(row).isOpen())) {
            throw new UserException(Text.of("Row %d has not ended yet.", row.row()));
        }
        session.marks().set(clip, kind, kind == Kind.REDO ? prompt(prompt) : null, name(caller));
    }

    /** Adds a note on the video of a row. */
    public void note(ReportRow row, String text, Authentication caller, HttpServletRequest request) {
        long clip = clip(row, request);
        String said = text.strip();
        if (said.isEmpty()) {
            throw new UserException(Text.of("The note is empty."));
        }
        if (said.length() > Note.LONGEST) {
            throw new UserException(Text.of("A note has at most %,d characters.", Note.LONGEST));
        }
        AuditFilter.note(request, "note");
        if (!session.marks().note(clip, said, name(caller))) {
            throw new UserException(Text.of("This row has %d notes already.", MarkLedger.MOST_NOTES));
        }
    }

    private static long clip(ReportRow row, HttpServletRequest request) {
        AuditFilter.note(request, "row=" + row.row() + (row.variant() == 1 ? "" : " variant=" + row.variant()));
        if (row.clip() == null) {
            throw new UserException(Text.of("Row %d has a mistake in the sheet and no video.", row.row()));
        }
        return row.clip().id();
    }

    private static ClipState state(ReportRow row) {
        return row.clip() == null ? ClipState.QUEUED : row.clip().state();
    }

    private static @Nullable String prompt(@Nullable String prompt) {
        if (prompt == null || prompt.isBlank()) {
            return null;
        }
        if (prompt.length() > LONGEST_PROMPT) {
            throw new UserException(Text.of("A prompt has at most %,d characters.", LONGEST_PROMPT));
        }
        return prompt.strip();
    }

    private static String name(Authentication caller) {
        String name = caller.getName();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_NAME)).toLowerCase(Locale.ROOT);
    }
}
