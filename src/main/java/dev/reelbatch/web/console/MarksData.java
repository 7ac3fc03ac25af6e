package dev.reelbatch.web.console;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.MarkLedger.Marked;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.session.Session;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the team says about the videos of a run, in no language.
 *
 * @param marks of the shown videos, by clip
 * @param notes on them
 * @param kept number of the run's videos to keep
 * @param redo number of those to redo
 * @param again rows whose videos are all to be redone with the same prompt
 * @param price of these; null if a price is unknown
 * @param changed videos to be redone with other prompts
 * @param changedPrice of these; null if a price is unknown
 */
record MarksData(
        Map<Long, Mark> marks,
        Map<Long, List<Note>> notes,
        int kept,
        int redo,
        List<RowClip> again,
        @Nullable Cost price,
        List<Marked> changed,
        @Nullable Cost changedPrice) {

    static MarksData read(Session session, Run run, Collection<ReportRow> shown) {
        MarkLedger ledger = session.marks();
        List<Long> clips = shown.stream()
                .map(ReportRow::clip)
                .filter(Objects::nonNull)
                .map(Clip::id)
                .distinct()
                .toList();
        Map<Kind, Integer> counts =
                session.standing().readings().of(run, "marks " + ledger.changes(), () -> ledger.counts(run));
        int redo = counts.getOrDefault(Kind.REDO, 0);
        List<Marked> marked = redo == 0 ? List.of() : ledger.of(run, Kind.REDO);
        List<RowClip> again = again(ledger, run, marked);
        List<Marked> changed = marked.stream()
                .filter(one -> one.prompt() != null && !one.row().clip().state().isOpen())
                .toList();
        return new MarksData(
                ledger.of(clips),
                ledger.notes(clips),
                counts.getOrDefault(Kind.KEEP, 0),
                redo,
                again,
                session.reruns().cost(again),
                changed,
                session.reruns().cost(changed.stream().map(Marked::row).toList()));
    }

    /** A rerun pays for all videos of a row, so it is offered only if none of them is to stay. */
    private static List<RowClip> again(MarkLedger ledger, Run run, List<Marked> all) {
        Map<Integer, List<RowClip>> byRow = all.stream()
                .filter(marked -> marked.prompt() == null)
                .map(Marked::row)
                .filter(row -> row.clip().state() == ClipState.DELIVERED)
                .collect(Collectors.groupingBy(RowClip::row));
        Map<Integer, Integer> variants = ledger.variants(run, byRow.keySet());
        return byRow.entrySet().stream()
                .filter(row -> Objects.equals(
                        variants.get(row.getKey()), row.getValue().size()))
                .flatMap(row -> row.getValue().stream())
                .sorted(Comparator.comparing(RowClip::row).thenComparing(RowClip::variant))
                .toList();
    }

    /** Returns the changed prompts, by clip. */
    Map<Long, String> changedPrompts() {
        Map<Long, String> prompts = new LinkedHashMap<>();
        changed.forEach(one -> prompts.put(one.row().clip().id(), Objects.requireNonNull(one.prompt())));
        return prompts;
    }

    /** Returns what identifies these videos and prompts as a person saw them. */
    String changedSeen() {
        StringBuilder seen = new StringBuilder();
        changedPrompts().forEach((clip, prompt) -> seen.append(clip).append(Sha256.of(prompt)));
        return Sha256.of(seen.toString()).substring(0, 24);
    }

    @Nullable Mark of(ReportRow row) {
        return row.clip() == null ? null : marks.get(row.clip().id());
    }

    List<Note> notesOn(ReportRow row) {
        return row.clip() == null ? List.of() : notes.getOrDefault(row.clip().id(), List.of());
    }
}
