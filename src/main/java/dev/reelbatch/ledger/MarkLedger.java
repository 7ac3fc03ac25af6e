package dev.reelbatch.ledger;

import dev.reelbatch.ledger.Mark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the team wants of videos, and its notes on them. Both belong to clips: another version of a row has its own. */
public final class MarkLedger {

    /** Most notes on a video. */
    public static final int MOST_NOTES = 200;

    private static final String SET = "update clip_mark set kind = ?, prompt = ?, person = ?, at = ? where clip_id = ?";
    private static final String ADD =
            "insert into clip_mark (kind, prompt, person, at, clip_id) values (?, ?, ?, ?, ?)";
    private static final String CLEAR = "delete from clip_mark where clip_id in (:clips) and kind in (:kinds)";
    private static final String OF_CLIPS = "select * from clip_mark where clip_id in (:clips)";
    private static final String KEEP_PROMPT =
            "insert into clip_prompt (clip_id, person, at, prompt) values (?, ?, ?, ?)";
    private static final String PROMPTS = "select * from clip_prompt where clip_id in (:clips) order by id";
    private static final String NOTE = """
            insert into clip_note (clip_id, person, at, text)
            select c.id, ?, ?, ? from clip c
            where c.id = ? and (select count(*) from clip_note n where n.clip_id = c.id) < ?
            """;
    private static final String LAST_NOTE =
            "select person, text from clip_note where clip_id = ? order by id desc limit 1";
    private static final String NOTES = "select * from clip_note where clip_id in (:clips) order by id";
    private static final String COUNTS = """
            select m.kind, count(*)
            from clip_mark m join run_row r on r.clip_id = m.clip_id
            where r.run_id = ? and r.load_number = ? group by m.kind
            """;
    private static final String OF_RUN = """
            select r.row_number, r.variant, m.prompt as new_prompt, %s
            from clip_mark m join run_row r on r.clip_id = m.clip_id join clip c on c.id = m.clip_id
            where r.run_id = :run and r.load_number = :load and m.kind = :kind
            order by r.row_number, r.variant
            """.formatted(Columns.CLIP);
    private static final String VARIANTS = """
            select r.row_number, count(*) from run_row r
            where r.run_id = :run and r.load_number = :load and r.row_number in (:rows) group by r.row_number
            """;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final AtomicLong changes = new AtomicLong();

    public MarkLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /** A marked video of a run. */
    public record Marked(RowClip row, @Nullable String prompt) {}

    /** Returns a number that grows with each change of marks. */
    public long changes() {
        return changes.get();
    }

    private <T extends @Nullable Object> T recorded(Function<Transitions, T> change) {
        T result = journal.recordMoney(change);
        changes.incrementAndGet();
        return result;
    }

    /** Marks a clip, in place of an earlier mark. */
    public void set(long clip, Kind kind, @Nullable String prompt, String by) {
        recorded(transitions -> {
            put(clip, kind, prompt, by, transitions.now());
            return null;
        });
    }

    /**
     * Marks a clip to be kept in place of others, at once: of two people who keep two videos of a row, one is the last.
     *
     * @param others the other videos of its row
     */
    public void keep(long clip, Collection<Long> others, String by) {
        recorded(transitions -> {
            remove(others, List.of(Kind.KEEP));
            put(clip, Kind.KEEP, null, by, transitions.now());
            return null;
        });
    }

    /**
     * Marks a clip to be redone with another prompt, unless its mark is another one by now.
     *
     * @param prompt null to remove the mark
     * @param seen the {@link Mark#version} that the person saw
     * @return false if it is another one
     */
    public boolean change(long clip, @Nullable String prompt, String by, String seen) {
        return recorded(transitions -> {
            Mark now = of(List.of(clip)).get(clip);
            if (!Mark.version(now).equals(seen)) {
                return false;
            }
            if (prompt == null) {
                remove(List.of(clip), List.of(Kind.REDO));
            } else {
                put(clip, Kind.REDO, prompt, by, transitions.now());
            }
            return true;
        });
    }

    private void put(long clip, Kind kind, @Nullable String prompt, String by, Instant now) {
        List<@Nullable Object> values = Columns.row(kind.name(), prompt, by, Columns.at(now), clip);
        if (jdbc.sql(SET).params(values).update() == 0) {
            jdbc.sql(ADD).params(values).update();
        }
        if (prompt != null) {
            jdbc.sql(KEEP_PROMPT).params(clip, by, Columns.at(now), prompt).update();
        }
    }

    /** Returns the prompts that people wrote for new versions of the clips, the first one first. */
    public Map<Long, List<Note>> prompts(Collection<Long> clips) {
        return texts(PROMPTS, "prompt", clips);
    }

    /** Removes marks of these kinds from clips. */
    public void clear(Collection<Long> clips, Collection<Kind> kinds) {
        if (!clips.isEmpty()) {
            recorded(transitions -> {
                remove(clips, kinds);
                return null;
            });
        }
    }

    private void remove(Collection<Long> clips, Collection<Kind> kinds) {
        if (!clips.isEmpty()) {
            jdbc.sql(CLEAR)
                    .param("clips", clips)
                    .param("kinds", kinds.stream().map(Enum::name).toList())
                    .update();
        }
    }

    /**
     * Adds a note, unless the last one says the same in the same name: then it was sent twice. Returns false if the clip
     * has {@link #MOST_NOTES}.
     */
    public boolean note(long clip, String text, String by) {
        return journal.recordMoney(transitions -> {
            boolean isSaid = jdbc.sql(LAST_NOTE)
                    .param(clip)
                    .query((rs, n) -> rs.getString("text").equals(text)
                            && rs.getString("person").equals(by))
                    .optional()
                    .orElse(false);
            return isSaid
                    || jdbc.sql(NOTE)
                                    .params(by, Columns.at(transitions.now()), text, clip, MOST_NOTES)
                                    .update()
                            == 1;
        });
    }

    /** Returns the marks of those of the clips that have one. */
    public Map<Long, Mark> of(Collection<Long> clips) {
        Map<Long, Mark> marks = new HashMap<>();
        if (!clips.isEmpty()) {
            jdbc.sql(OF_CLIPS).param("clips", clips).query(rs -> {
                marks.put(
                        rs.getLong("clip_id"),
                        new Mark(
                                Kind.valueOf(rs.getString("kind")),
                                rs.getString("prompt"),
                                rs.getString("person"),
                                Columns.requiredInstant(rs, "at")));
            });
        }
        return marks;
    }

    /** Returns the notes on the clips, the first one first. */
    public Map<Long, List<Note>> notes(Collection<Long> clips) {
        return texts(NOTES, "text", clips);
    }

    private Map<Long, List<Note>> texts(String sql, String column, Collection<Long> clips) {
        Map<Long, List<Note>> texts = new HashMap<>();
        if (!clips.isEmpty()) {
            jdbc.sql(sql).param("clips", clips).query(rs -> {
                texts.computeIfAbsent(rs.getLong("clip_id"), first -> new ArrayList<>())
                        .add(new Note(rs.getString("person"), Columns.requiredInstant(rs, "at"), rs.getString(column)));
            });
        }
        return texts;
    }

    /** Returns how many videos of a run are marked. */
    public Map<Kind, Integer> counts(Run run) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        jdbc.sql(COUNTS).params(run.id(), run.loadNumber()).query(rs -> {
            counts.put(Kind.valueOf(rs.getString(1)), rs.getInt(2));
        });
        return counts;
    }

    /** Returns the videos of a run that are marked so, in order. */
    public List<Marked> of(Run run, Kind kind) {
        return jdbc.sql(OF_RUN)
                .param("run", run.id())
                .param("load", run.loadNumber())
                .param("kind", kind.name())
                .query((rs, n) -> new Marked(
                        new RowClip(
                                rs.getInt("row_number"),
                                rs.getInt("variant"),
                                Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n)),
                                false),
                        rs.getString("new_prompt")))
                .list();
    }

    /** Returns how many variants these rows of a run have. */
    public Map<Integer, Integer> variants(Run run, Collection<Integer> rows) {
        Map<Integer, Integer> variants = new LinkedHashMap<>();
        if (!rows.isEmpty()) {
            jdbc.sql(VARIANTS)
                    .param("run", run.id())
                    .param("load", run.loadNumber())
                    .param("rows", rows)
                    .query(rs -> {
                        variants.put(rs.getInt(1), rs.getInt(2));
                    });
        }
        return variants;
    }
}
