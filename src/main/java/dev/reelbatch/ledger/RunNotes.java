package dev.reelbatch.ledger;

import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remarks for people on a run's delivered files, by clip: notes made during the download, and rows that have the same
 * video, byte for byte. That need not be a mistake, but two rows were paid for.
 */
public final class RunNotes {

    private static final String ROWS = """
            from run_row r join run u on u.id = r.run_id join %s
            where r.run_id = ? and r.load_number = u.load_number
            """;
    private static final String NOTED = "select distinct n.clip_id, n.number, n.note "
            + ROWS.formatted("video_note n on n.clip_id = r.clip_id") + " order by n.clip_id, n.number";
    private static final String TWICE = "select v.sha256 " + ROWS.formatted("video v on v.clip_id = r.clip_id")
            + " and v.delivered_at is not null group by v.sha256 having count(distinct v.clip_id) > 1";
    private static final String SAME = "select r.row_number, r.variant, v.clip_id, v.file "
            + ROWS.formatted("video v on v.clip_id = r.clip_id") + " and v.sha256 = ? order by r.row_number, r.variant";
    private static final int NAMED = 5;

    /** No remarks. */
    public static final RunNotes NONE = new RunNotes(Map.of());

    private final Map<Long, List<String>> byClip;

    private RunNotes(Map<Long, List<String>> byClip) {
        this.byClip = byClip;
    }

    static RunNotes of(JdbcClient jdbc, long runId) {
        RunNotes notes = new RunNotes(new HashMap<>());
        jdbc.sql(NOTED).param(runId).query(rs -> {
            notes.add(rs.getLong("clip_id"), rs.getString("note"));
        });
        for (String sha256 : jdbc.sql(TWICE).param(runId).query(String.class).list()) {
            notes.addSame(jdbc.sql(SAME)
                    .params(runId, sha256)
                    .query((rs, n) -> new Holder(
                            rs.getInt("row_number"),
                            rs.getInt("variant"),
                            rs.getLong("clip_id"),
                            Path.of(rs.getString("file"))))
                    .list());
        }
        return notes;
    }

    private record Holder(int row, int variant, long clip, Path file) {

        String place() {
            return variant == 1 ? Text.of("row %d", row) : Text.of("row %d variant %d", row, variant);
        }
    }

    /** Finds equal videos; cover images are often equal and are left out. */
    private void addSame(List<Holder> all) {
        List<Holder> holders =
                all.stream().filter(holder -> VideoFile.isVideo(holder.file())).toList();
        for (Holder holder : holders) {
            List<Holder> others = holders.stream()
                    .filter(other -> other.clip() != holder.clip())
                    .toList();
            if (!others.isEmpty()) {
                add(holder.clip(), Text.of("The video is identical, byte for byte, to that of %s.", places(others)));
            }
        }
    }

    private static String places(List<Holder> holders) {
        String places =
                holders.stream().limit(NAMED).map(Holder::place).distinct().collect(Collectors.joining(Text.of(", ")));
        return holders.size() > NAMED ? Text.of("%s and %d more", places, holders.size() - NAMED) : places;
    }

    private void add(long clip, String note) {
        List<String> notes = byClip.computeIfAbsent(clip, c -> new ArrayList<>());
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** Returns the remarks on a clip as one text; empty if there are none. */
    public String of(long clip) {
        return String.join(" ", byClip.getOrDefault(clip, List.of()));
    }
}
