package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.RunOptions;
import dev.reelbatch.report.MarkedFiles;
import dev.reelbatch.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a run whose prompts a person changes, in no language.
 *
 * @param query what the page of the run shows, where the person came from
 * @param template of the sheet; null if it has none
 * @param more rows with the same error that are not among these
 */
record PromptEdits(
        RequestedRun requested,
        Run run,
        RowsQuery query,
        String error,
        @Nullable String template,
        List<Edit> edits,
        int more) {

    /** Most rows on a page. */
    static final int MOST = 20;

    /**
     * A row.
     *
     * @param original its prompt as a person changes it
     * @param mark what the team wants of its video; null for nothing
     * @param saved what people wrote before, the first one first
     */
    record Edit(
            ReportRow row,
            long clip,
            String original,
            @Nullable Mark mark,
            List<Note> saved) {

        /** Returns what is in the form first. */
        String present() {
            return mark == null || mark.prompt() == null ? original : mark.prompt();
        }

        boolean isChanged() {
            return mark != null && mark.prompt() != null;
        }
    }

    /**
     * Reads the rows that hold these clips and have ended.
     *
     * @param error also those that ended with this error; empty for none
     */
    static PromptEdits read(
            Session session, RequestedRun requested, Run run, Collection<Long> clips, String error, RowsQuery query) {
        List<Long> wanted = new ArrayList<>(clips);
        List<Long> withError = error.isEmpty()
                ? List.of()
                : session.runPages().problems(run).stream()
                        .map(RowClip::clip)
                        .filter(clip -> error.equals(clip.errorCode()))
                        .map(clip -> clip.id())
                        .toList();
        Map<Long, Mark> marks = session.marks().of(withError);
        withError.stream()
                .sorted(Comparator.comparing((Long clip) ->
                        Optional.ofNullable(marks.get(clip)).map(Mark::prompt).isPresent()))
                .filter(clip -> !wanted.contains(clip))
                .forEach(wanted::add);
        List<ReportRow> rows = wanted.stream()
                .limit(MOST)
                .flatMap(clip -> session.runPages().holder(run, clip).stream())
                .filter(row -> row.clip() != null && !row.clip().state().isOpen())
                .sorted(Comparator.comparing(ReportRow::row).thenComparing(ReportRow::variant))
                .toList();
        return new PromptEdits(
                requested,
                run,
                query,
                error,
                RunOptions.parse(run.options()).reading().template(),
                edits(session, run, rows),
                Math.max(0, wanted.size() - MOST));
    }

    private static List<Edit> edits(Session session, Run run, List<ReportRow> rows) {
        MarkedFiles files = session.runs().markedFiles();
        List<Long> clips = rows.stream()
                .map(row -> Objects.requireNonNull(row.clip()).id())
                .toList();
        Map<Long, Mark> marks = session.marks().of(clips);
        Map<Long, List<Note>> saved = session.marks().prompts(clips);
        try {
            List<Edit> edits = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                long clip = clips.get(i);
                edits.add(new Edit(
                        rows.get(i),
                        clip,
                        files.promptToEdit(run, rows.get(i)),
                        marks.get(clip),
                        saved.getOrDefault(clip, List.of())));
            }
            return edits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the rows whose prompts are other ones than the form had at first. */
    Map<Edit, String> changes(Map<Long, String> said) {
        Map<Edit, String> changes = new LinkedHashMap<>();
        for (Edit edit : edits) {
            String text = said.get(edit.clip());
            if (text != null && !text.equals(normal(edit.present()))) {
                changes.put(edit, text);
            }
        }
        return changes;
    }

    /** Browsers send line ends as CR LF. */
    static String normal(String text) {
        return text.replace("\r\n", "\n").strip();
    }
}
