package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger operations of the download step. */
public final class DownloadLedger {

    private static final String HELD_BY = """
            exists (select 1 from run_row r join run u on u.id = r.run_id
                    where r.clip_id = c.id and r.run_id in (:runs) and r.load_number = u.load_number)""";
    private static final String GENERATED = """
            select %s, %s as wanted from clip c
            where c.state = 'GENERATED' and c.api = :api order by wanted desc, c.finished_at, c.id limit :limit
            """.formatted(Columns.CLIP, HELD_BY);
    private static final String UNDELIVERED = """
            select %s from clip c
            where c.state = 'UNDELIVERED' and c.api = :api and c.accepted_at is null and c.submitted_at >= :since
              and %s%s
            order by c.finished_at, c.id
            """;
    private static final String OF_RUNS = UNDELIVERED.formatted(Columns.CLIP, "", HELD_BY);
    private static final String OF_OTHERS = UNDELIVERED.formatted(Columns.CLIP, "not ", HELD_BY);
    private static final String REST = """
            update clip c set error_code = :code,
                   error_message = substring(:message || coalesce(c.error_message, '') from 1 for 1000)
            where c.state = 'UNDELIVERED' and c.api = :api and c.accepted_at is null and c.submitted_at < :before
              and (c.error_code is null or c.error_code <> :code) and %s
            """.formatted(HELD_BY);
    private static final String VIDEOS = """
            select clip_id as video_clip, number, url, file, bytes, sha256, delivered_at from video where clip_id = ? order by number
            """;
    private static final String FRESH_URL = "update video set url = ? where clip_id = ? and number = ?";
    private static final String NEW_VIDEO = "insert into video (clip_id, number, url) values (?, ?, ?)";
    private static final String VERIFIED = """
            update video set file = ?, bytes = ?, sha256 = ? where clip_id = ? and number = ?
            """;
    private static final String VIDEO_DELIVERED = """
            update video set delivered_at = ? where clip_id = ? and number = ?
            """;
    private static final String ALL_DELIVERED = """
            update video set delivered_at = ? where clip_id = ? and delivered_at is null and file is not null
            """;
    private static final String NO_NOTES = "delete from video_note where clip_id = ?";
    private static final String NOTE = "insert into video_note (clip_id, number, note) values (?, ?, ?)";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Time time;
    private final DeliveredFileLedger files;
    private final ClipHistory history;

    public DownloadLedger(JdbcClient jdbc, Journal journal, Time time, ClipHistory history) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.time = time;
        this.files = new DeliveredFileLedger(jdbc, journal);
        this.history = history;
    }

    /**
     * A clip whose videos wait to be downloaded.
     *
     * @param wanted true if an active run requests it
     */
    public record Waiting(Clip clip, boolean wanted) {}

    /**
     * Returns clips whose videos wait to be downloaded: those of these runs first, then by the time they were
     * generated.
     */
    public List<Waiting> generated(String api, Set<Long> runs, int limit) {
        return jdbc.sql(GENERATED)
                .param("api", api)
                .param("runs", orNone(runs))
                .param("limit", limit)
                .query((rs, n) ->
                        new Waiting(Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n)), rs.getBoolean("wanted")))
                .list();
    }

    /** Returns undelivered clips of inactive runs, submitted since then, by the time they were generated. */
    public List<Clip> undeliveredOfOthers(String api, Set<Long> runs, Instant since) {
        return undelivered(OF_OTHERS, api, runs, since);
    }

    private List<Clip> undelivered(String sql, String api, Set<Long> runs, Instant since) {
        return jdbc.sql(sql)
                .param("api", api)
                .param("runs", orNone(runs))
                .param("since", Columns.at(since))
                .query(Columns.CLIP_MAPPER)
                .list();
    }

    /** Replaces an empty set, which SQL does not allow as a list. */
    private static Set<Long> orNone(Set<Long> runs) {
        return runs.isEmpty() ? Set.of(-1L) : runs;
    }

    /** Returns the clip's videos, by number. */
    public List<Video> videos(long clipId) {
        return jdbc.sql(VIDEOS)
                .param(clipId)
                .query((rs, n) -> Columns.video(rs))
                .list();
    }

    /** Replaces the videos' URLs after the status was asked again, and adds new ones. */
    public void freshUrls(long clipId, List<String> urls) {
        journal.record(transitions -> {
            for (int i = 0; i < urls.size(); i++) {
                if (jdbc.sql(FRESH_URL).params(urls.get(i), clipId, i + 1).update() == 0) {
                    jdbc.sql(NEW_VIDEO).params(clipId, i + 1, urls.get(i)).update();
                }
            }
            return null;
        });
    }

    /** Adds a try to fetch a video to the clip's history, without a transaction of its own. */
    public void tried(Video video, HistoryLine fetch) {
        history.fetched(video.clipId(), fetch);
    }

    /**
     * Records a complete and checked download, just before the file gets its name. From now on a later try recognises
     * the file by its hash.
     */
    public void verified(Video video, Path file, long bytes, String sha256) {
        journal.record(transitions -> jdbc.sql(VERIFIED)
                .params(file.toString(), bytes, sha256, video.clipId(), video.number())
                .update());
    }

    /** Records that the video's file has its name. */
    public void fileIsThere(Video video) {
        journal.record(transitions -> jdbc.sql(VIDEO_DELIVERED)
                .params(Columns.at(time.now()), video.clipId(), video.number())
                .update());
    }

    /**
     * Records that a video of the clip is on the disk: GENERATED, or UNDELIVERED, -> DELIVERED.
     *
     * @param notes remarks for people on its addresses, by number
     */
    public void delivered(Clip clip, Map<Integer, String> notes) {
        journal.record(transitions -> {
            if (clip.state() == ClipState.UNDELIVERED) {
                transitions.move(clip, ClipState.GENERATED);
            }
            transitions.move(
                    clip.id(), clip.runId(), ClipState.GENERATED, ClipState.DELIVERED, ClipChange.NOTHING_ELSE);
            jdbc.sql(NO_NOTES).param(clip.id()).update();
            notes.forEach((number, note) ->
                    jdbc.sql(NOTE).params(clip.id(), number, note).update());
            return jdbc.sql(ALL_DELIVERED)
                    .params(Columns.at(transitions.now()), clip.id())
                    .update();
        });
    }

    /** Records that an existing video could not be downloaded: GENERATED -> UNDELIVERED. */
    public void undelivered(Clip clip, ClipError clipError) {
        journal.record(transitions -> {
            transitions.move(clip, ClipState.UNDELIVERED, ClipChange.because(clipError));
            return null;
        });
    }

    /**
     * Moves the run's UNDELIVERED clips that were submitted since then back to GENERATED, for a new try of the run.
     * Returns their number.
     */
    public int fetchAgain(String api, long runId, Instant since) {
        return journal.record(transitions -> {
            List<Clip> undelivered = undelivered(OF_RUNS, api, Set.of(runId), since);
            undelivered.forEach(clip -> transitions.move(clip, ClipState.GENERATED));
            return undelivered.size();
        });
    }

    /**
     * Leaves the run's UNDELIVERED clips that were submitted earlier alone from now on, and notes that.
     *
     * @param why its message is followed by the last problem of the clip
     */
    public void rest(String api, long runId, Instant before, ClipError why) {
        journal.record(transitions -> {
            int changed = jdbc.sql(REST)
                    .param("code", why.code())
                    .param("message", why.message())
                    .param("api", api)
                    .param("runs", Set.of(runId))
                    .param("before", Columns.at(before))
                    .update();
            if (changed > 0) {
                transitions.changeAtRest();
            }
            return changed;
        });
    }

    /** Returns the operations on the files of delivered clips. */
    public DeliveredFileLedger files() {
        return files;
    }
}
