package dev.reelbatch.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The history of clips for people: status checks and tries to fetch videos. Checks that are answered alike are one line,
 * and lines wait in memory for a group that the journal commits anyway, so that they cost no transaction; a killed
 * process loses those that wait. Nothing is decided by them, and one that can't be written fails nothing.
 */
public final class ClipHistory implements Journal.Shared {

    private static final Logger log = LoggerFactory.getLogger(ClipHistory.class);
    private static final int A_GROUP = 512;
    private static final int MOST_WAITING = 20_000; // in an outage, nothing is committed for long
    private static final int LONGEST_WORDS = 600; // characters
    private static final int LONGEST_HOST = 255;

    private static final String NEW = """
            insert into clip_history (clip_id, kind, began_at, ended_at, times, said, host, bytes)
            select c.id, cast(? as varchar), cast(? as timestamp(6) with time zone),
                   cast(? as timestamp(6) with time zone), cast(? as int), cast(? as varchar), cast(? as varchar),
                   cast(? as bigint)
            from clip c where c.id = ? and (select count(*) from clip_history h where h.clip_id = c.id) < %d
            """.formatted(HistoryLine.LONGEST);
    private static final String OF_CLIP = "select * from clip_history where clip_id = ? order by id";

    private record Waiting(long clipId, HistoryLine line) {}

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Map<Long, HistoryLine> open = new HashMap<>(); // answers that the next one may repeat
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final List<Waiting> writing = new ArrayList<>(); // until their group is committed

    public ClipHistory(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
        journal.share(this);
    }

    /** Adds what the API answered about a clip's task. */
    synchronized void answered(long clipId, HistoryLine answer) {
        HistoryLine before = open.get(clipId);
        if (before != null && before.isLike(answer)) {
            open.put(clipId, before.then(answer));
        } else {
            settled(clipId);
            open.put(clipId, answer);
        }
    }

    /** Ends the checks of a clip: the last answer is written with the next group. */
    synchronized void settled(long clipId) {
        HistoryLine last = open.remove(clipId);
        if (last != null) {
            add(clipId, last);
        }
    }

    /** Adds a try to fetch a video of a clip. */
    synchronized void fetched(long clipId, HistoryLine fetch) {
        add(clipId, fetch);
    }

    private void add(long clipId, HistoryLine line) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(clipId, line));
        }
    }

    /** Writes all that waits, at the end of the checks. */
    void writeAll() {
        synchronized (this) {
            List.copyOf(open.keySet()).forEach(this::settled);
        }
        try {
            while (isWaiting()) {
                journal.record(transitions -> null);
            }
        } catch (RuntimeException e) {
            log.warn("The last lines of the history can't be written", e);
        }
    }

    private synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    @Override
    public void write() {
        List<Waiting> lines = taken();
        if (lines.isEmpty()) {
            return;
        }
        try {
            journal.attempt(() -> lines.forEach(next -> write(next.clipId(), next.line())));
        } catch (DataAccessException e) {
            log.warn("{} lines of the history can't be written", lines.size(), e);
        }
    }

    private synchronized List<Waiting> taken() {
        while (writing.size() < A_GROUP && !waiting.isEmpty()) {
            writing.add(waiting.remove());
        }
        return List.copyOf(writing);
    }

    private void write(long clipId, HistoryLine line) {
        jdbc.sql(NEW)
                .params(Columns.row(
                        line.kind().name(),
                        Columns.at(line.began()),
                        Columns.at(line.ended()),
                        line.times(),
                        cut(line.said(), LONGEST_WORDS),
                        cut(line.host(), LONGEST_HOST),
                        line.bytes(),
                        clipId))
                .update();
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    @Override
    public synchronized void committed() {
        writing.clear();
    }

    /** Keeps the lines of the group that was rolled back for the next one. */
    @Override
    public void forget() {}

    /** Returns the history of a clip in order of time; the first {@value HistoryLine#LONGEST} lines at most. */
    public List<HistoryLine> of(long clipId) {
        List<HistoryLine> lines =
                new ArrayList<>(inMemory(clipId)); // first, or one that is just written would be missing
        for (HistoryLine line : written(clipId)) {
            if (lines.stream().noneMatch(line::isSameAs)) {
                lines.add(line);
            }
        }
        return lines.stream()
                .sorted(Comparator.comparing(HistoryLine::began))
                .limit(HistoryLine.LONGEST)
                .toList();
    }

    private synchronized List<HistoryLine> inMemory(long clipId) {
        List<HistoryLine> lines = new ArrayList<>();
        writing.stream().filter(one -> one.clipId() == clipId).forEach(one -> lines.add(one.line()));
        waiting.stream().filter(one -> one.clipId() == clipId).forEach(one -> lines.add(one.line()));
        HistoryLine last = open.get(clipId);
        if (last != null) {
            lines.add(last);
        }
        return lines;
    }

    private List<HistoryLine> written(long clipId) {
        return jdbc.sql(OF_CLIP)
                .param(clipId)
                .query((rs, n) -> new HistoryLine(
                        HistoryLine.Kind.valueOf(rs.getString("kind")),
                        Columns.requiredInstant(rs, "began_at"),
                        Columns.requiredInstant(rs, "ended_at"),
                        rs.getInt("times"),
                        rs.getString("said"),
                        rs.getString("host"),
                        Columns.number(rs, "bytes")))
                .list();
    }
}
