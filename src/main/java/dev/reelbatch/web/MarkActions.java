package dev.reelbatch.web;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RowVersions;
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
    static final int LONGEST_PROMPT = 20_000; // characters

    private final Session session;

    MarkActions(Session session) {
        this.session = session;
    }

    /**
     * Marks the video of a row, in place of an earlier mark.
     *
     * @param job whose row it is: several jobs may share a video
     * @param mark keep, redo or none
     * @param prompt with redo: another prompt; null or blank for the same
     */
    public void mark(
            NamedJob job,
            ReportRow row,
            String mark,
            @Nullable String prompt,
            Authentication caller,
            HttpServletRequest request) {
        mark(job, video(row), mark, prompt, caller, request);
    }

    /**
     * Marks the video of a row to be redone with another prompt, unless its mark is another one by now.
     *
     * @param prompt null to remove the mark, since the prompt stays as it is
     * @param seen the {@link dev.reelbatch.ledger.Mark#version} that the person saw
     * @return false if it is another one
     */
    public boolean changePrompt(
            ReportRow row, @Nullable String prompt, String seen, Authentication caller, HttpServletRequest request) {
        Target video = video(row);
        note(request, video);
        AuditFilter.note(request, prompt == null ? "mark=none" : "mark=redo");
        if (prompt != null) {
            AuditFilter.note(request, "prompt=" + prompt);
        }
        return session.marks().change(video.clip(), prompt, name(caller), seen);
    }

    /**
     * A video of a row, perhaps an earlier one.
     *
     * @param row number of the row
     */
    public record Target(long clip, ClipState state, int row) {}

    /** Marks a video likewise. One video of a row is kept at a time. */
    public void mark(
            NamedJob job,
            Target video,
            String mark,
            @Nullable String prompt,
            Authentication caller,
            HttpServletRequest request) {
        note(request, video);
        AuditFilter.note(request, "mark=" + mark);
        if (mark.equals(NONE)) {
            session.marks().clear(List.of(video.clip()), List.of(Kind.values()));
            return;
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(mark))
                .findFirst()
                .orElseThrow(() -> new UserException(
                        Text.of("mark must be one of %s, not \"%s\"", "keep, redo, none", shortened(mark))));
        if (kind == Kind.KEEP && video.state() != ClipState.DELIVERED) {
            throw new UserException(Text.of("Row %d has no video to keep.", video.row()));
        }
        if (kind == Kind.REDO && video.state().isOpen()) {
            throw new UserException(Text.of("Row %d has not ended yet.", video.row()));
        }
        if (kind == Kind.KEEP) {
            session.marks().keep(video.clip(), others(job, video.clip()), name(caller));
        } else {
            session.marks().set(video.clip(), kind, prompt(prompt), name(caller));
        }
    }

    /** Adds a note on the video of a row. */
    public void note(ReportRow row, String text, Authentication caller, HttpServletRequest request) {
        note(video(row), text, caller, request);
    }

    /** Adds a note likewise. */
    public void note(Target video, String text, Authentication caller, HttpServletRequest request) {
        note(request, video);
        String said = text.strip();
        if (said.isEmpty()) {
            throw new UserException(Text.of("The note is empty."));
        }
        if (said.length() > Note.LONGEST) {
            throw new UserException(Text.of("A note has at most %,d characters.", Note.LONGEST));
        }
        AuditFilter.note(request, "note");
        if (!session.marks().note(video.clip(), said, name(caller))) {
            throw new UserException(Text.of("This row has %d notes already.", MarkLedger.MOST_NOTES));
        }
    }

    /** Returns the other versions of a clip's row in a job. */
    private List<Long> others(NamedJob job, long clip) {
        RowVersions versions = session.runPages().versions();
        return versions.row(job, clip)
                .map(row -> versions.of(job, List.of(row)).values().stream()
                        .flatMap(List::stream)
                        .map(version -> version.clip().id())
                        .filter(other -> other != clip)
                        .toList())
                .orElse(List.of());
    }

    private static Target video(ReportRow row) {
        if (row.clip() == null) {
            throw new UserException(Text.of("Row %d has a mistake in the sheet and no video.", row.row()));
        }
        return new Target(row.clip().id(), row.clip().state(), row.row());
    }

    private static void note(HttpServletRequest request, Target video) {
        AuditFilter.note(request, "row=" + video.row() + " clip=" + video.clip());
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
