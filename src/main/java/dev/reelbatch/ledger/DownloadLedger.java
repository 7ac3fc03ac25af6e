package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the download step asks of the ledger. */
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
    private static final String DELIVERED_OF_RUN = """
            select c.id, r.file_name, v.number, v.file, v.bytes, v.sha256,
                   case when f.sha256 = v.sha256 and f.bytes = v.bytes then f.modified
                        when f.path is not null then -1 end as modified
            from run_row r join run u on u.id = r.run_id join clip c on c.id = r.clip_id
            join video v on v.clip_id = c.id
            left join checked_file f on f.path = v.file
            where r.run_id = ? and r.load_number = u.load_number and c.state = 'DELIVERED' and v.file is not null
            """;
    private static final String CLIP = "select %s from clip c where c.id = ?".formatted(Columns.CLIP);
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
    private static final String NOT_DELIVERED = """
            update video set delivered_at = null where clip_id = ?
            """;
    private static final String NEW_STEM = "file_stem = ?";
    private static final String NO_NOTES = "delete from video_note where clip_id = ?";
    private static final String NOTE = "insert into video_note (clip_id, number, note) values (?, ?, ?)";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Time time;
    private final CheckedFiles files;

    public DownloadLedger(JdbcClient jdbc, Journal journal, Time time) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.time = time;
        this.files = new CheckedFiles(jdbc);
    }

    /**
     * A clip whose videos wait to be downloaded.
     *
     * @param wanted whether a run that goes on asks for it
     */
    public record Waiting(Clip clip, boolean wanted) {}

    /** Clips whose videos wait to be downloaded: those of these runs first, then those that were generated first. */
    public List<Waiting> generated(String api, Set<Long> runs, int limit) {
        return jdbc.sql(GENERATED)
                .param("api", api)
                .param("runs", orNone(runs))
                .param("limit", limit)
                .query((rs, n) ->
                        new Waiting(Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n)), rs.getBoolean("wanted")))
                .list();
    }

    /** What could not be fetched of runs that do not go on now, submitted since then; those generated first at the head. */
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

    /** An empty list is no SQL. */
    private static Set<Long> orNone(Set<Long> runs) {
        return runs.isEmpty() ? Set.of(-1L) : runs;
    }

    /** The clip's videos, by number. */
    public List<Video> videos(long clipId) {
        return jdbc.sql(VIDEOS)
                .param(clipId)
                .query((rs, n) -> Columns.video(rs))
                .list();
    }

    /** The status was asked again: replaces the videos' URLs, and adds those that are new. */
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

    /**
     * The download is complete and checked; its file is about to get its name. Whatever happens next,
     * a later try knows the file as this clip's by its hash.
     */
    public void verified(Video video, Path file, long bytes, String sha256) {
        journal.record(transitions -> jdbc.sql(VERIFIED)
                .params(file.toString(), bytes, sha256, video.clipId(), video.number())
                .update());
    }

    /** The video's file has its name. */
    public void fileIsThere(Video video) {
        journal.record(transitions -> jdbc.sql(VIDEO_DELIVERED)
                .params(Columns.at(time.now()), video.clipId(), video.number())
                .update());
    }

    /**
     * A video of the clip is on the disk: GENERATED, or UNDELIVERED, -> DELIVERED.
     *
     * @param notes what a person should know of its addresses, by number
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

    /** A video exists and could not be fetched: GENERATED -> UNDELIVERED. */
    public void undelivered(Clip clip, ClipError clipError) {
        journal.record(transitions -> {
            transitions.move(clip, ClipState.UNDELIVERED, ClipChange.because(clipError));
            return null;
        });
    }

    /** A new try of the run: its UNDELIVERED clips that were submitted since then are GENERATED again. Returns how many. */
    public int fetchAgain(String api, long runId, Instant since) {
        return journal.record(transitions -> {
            List<Clip> undelivered = undelivered(OF_RUNS, api, Set.of(runId), since);
            undelivered.forEach(clip -> transitions.move(clip, ClipState.GENERATED));
            return undelivered.size();
        });
    }

    /**
     * The run's UNDELIVERED clips that were submitted earlier are left alone from now on, and say so.
     *
     * @param why what went wrong last is put behind its message
     */
    public void rest(String api, long runId, Instant before, ClipError why) {
        journal.record(transitions -> jdbc.sql(REST)
                .param("code", why.code())
                .param("message", why.message())
                .param("api", api)
                .param("runs", Set.of(runId))
                .param("before", Columns.at(before))
                .update());
    }

    /**
     * A file that a delivered clip of the run should have.
     *
     * @param fileName the name that the run's row gives it, without number and extension
     * @param modified when it was last changed, in nanoseconds, when it was known to be the video; -1 if it was known to be another;
     *     null where nobody noted it
     */
    public record DeliveredFile(
            long clipId,
            String fileName,
            int number,
            Path file,
            long bytes,
            String sha256,
            @Nullable Long modified) {}

    /** The files of the run's delivered clips. */
    public List<DeliveredFile> deliveredFiles(long runId) {
        return jdbc.sql(DELIVERED_OF_RUN)
                .param(runId)
                .query((rs, n) -> new DeliveredFile(
                        rs.getLong("id"),
                        rs.getString("file_name"),
                        rs.getInt("number"),
                        Path.of(rs.getString("file")),
                        rs.getLong("bytes"),
                        rs.getString("sha256"),
                        Columns.number(rs, "modified")))
                .list();
    }

    /** The file has just got its name, and holds this. */
    public void checked(Path file, String sha256) throws IOException {
        long bytes = Files.size(file);
        long modified = CheckedFiles.modified(file);
        journal.record(transitions -> {
            files.remember(file, bytes, modified, sha256);
            return null;
        });
    }

    /** Whether the file is there with its content; it is read only where its length and its time don't tell. */
    public boolean isThere(DeliveredFile delivered) {
        try {
            return Files.size(delivered.file()) == delivered.bytes()
                    && (delivered.modified() == null
                            || delivered.modified() == CheckedFiles.modified(delivered.file())
                            || holds(delivered.file(), delivered.sha256()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the file is there with this content. */
    public boolean holds(Path file, String sha256) {
        return files.holds(file, sha256);
    }

    /**
     * A delivered file has vanished: DELIVERED -> GENERATED, to be fetched again under this stem. Where it
     * lay stays known: a disk may be back when its address is gone.
     */
    public void vanished(long clipId, Path fileStem) {
        journal.record(transitions -> {
            Clip clip = jdbc.sql(CLIP).param(clipId).query(Columns.CLIP_MAPPER).single();
            transitions.move(
                    clipId,
                    clip.runId(),
                    ClipState.DELIVERED, // not from SUBMITTED
                    ClipState.GENERATED,
                    ClipChange.NOTHING_ELSE.with(NEW_STEM, fileStem.toString()));
            return jdbc.sql(NOT_DELIVERED).param(clipId).update();
        });
    }
}
