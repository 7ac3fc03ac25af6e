package dev.reelbatch.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger operations on the files of delivered clips, which a person may delete or replace. */
public final class DeliveredFileLedger {

    /** Outer joins, so that H2 starts at the run's rows: else it would read all delivered clips of the home. */
    static final String DELIVERED_OF_RUN = """
            select c.id, r.file_name, v.number, v.file, v.bytes, v.sha256,
                   case when f.sha256 = v.sha256 and f.bytes = v.bytes then f.modified
                        when f.path is not null then -1 end as modified
            from run u join run_row r on r.run_id = u.id left join clip c on c.id = r.clip_id
            left join video v on v.clip_id = c.id
            left join checked_file f on f.path = v.file
            where r.run_id = ? and r.load_number = u.load_number and c.state = 'DELIVERED' and v.file is not null
            """;

    static final String VIDEOS_OF_RUN = """
            select r.row_number, r.variant, r.file_name, v.number, v.file
            from run u join run_row r on r.run_id = u.id left join clip c on c.id = r.clip_id
            left join video v on v.clip_id = c.id
            where r.run_id = ? and r.load_number = u.load_number and c.state = 'DELIVERED' and v.file is not null
            order by %s limit ?
            """;
    private static final String CLIP = "select %s from clip c where c.id = ?".formatted(Columns.CLIP);
    private static final String NOT_DELIVERED = """
            update video set delivered_at = null where clip_id = ?
            """;
    private static final String NEW_STEM = "file_stem = ?";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final CheckedFiles files;

    DeliveredFileLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.files = new CheckedFiles(jdbc);
    }

    /**
     * A file that a delivered clip of the run should have.
     *
     * @param fileName the name that the run's row gives it, without number and extension
     * @param modified its modification time in nanoseconds when it was known to be the video; -1 if it was known to be
     *     another one; null if nobody recorded it
     */
    public record DeliveredFile(
            long clipId,
            String fileName,
            int number,
            Path file,
            long bytes,
            String sha256,
            @Nullable Long modified) {}

    /**
     * A file of a row's delivered clip.
     *
     * @param fileName as {@link DeliveredFile#fileName}
     */
    public record RowVideo(int row, int variant, String fileName, int number, Path file) {

        /** Returns the same with its link in a folder, if there is one. */
        public RowVideo in(Path outDir) {
            Path link = VideoFile.linkIn(outDir, fileName, number, file);
            return !file.startsWith(outDir) && Files.exists(link)
                    ? new RowVideo(row, variant, fileName, number, link)
                    : this;
        }
    }

    /** Returns files of the run's delivered clips, the latest first. */
    public List<RowVideo> latest(long runId, int limit) {
        return videos("v.delivered_at desc, r.row_number desc", runId, limit);
    }

    /** Returns files of the run's delivered clips, in the order of the sheet. */
    public List<RowVideo> first(long runId, int limit) {
        return videos("r.row_number, r.variant, v.number", runId, limit);
    }

    private List<RowVideo> videos(String order, long runId, int limit) {
        return jdbc.sql(VIDEOS_OF_RUN.formatted(order))
                .params(runId, limit)
                .query((rs, n) -> new RowVideo(
                        rs.getInt("row_number"),
                        rs.getInt("variant"),
                        rs.getString("file_name"),
                        rs.getInt("number"),
                        Path.of(rs.getString("file"))))
                .list();
    }

    /** Returns the files of the run's delivered clips. */
    public List<DeliveredFile> ofRun(long runId) {
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

    /** Records that the file, which has just got its name, has this content. */
    public void checked(Path file, String sha256) throws IOException {
        long bytes = Files.size(file);
        long modified = CheckedFiles.modified(file);
        journal.record(transitions -> {
            files.remember(file, bytes, modified, sha256);
            return null;
        });
    }

    /**
     * Returns true if the file exists with its content; it is read only if its length and time are not enough to tell.
     */
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

    /** Returns true if the file exists with this content. */
    public boolean holds(Path file, String sha256) {
        return files.holds(file, sha256);
    }

    /**
     * Records that a delivered file has vanished: DELIVERED -> GENERATED, to be downloaded again under this stem. Its
     * old place stays known, because a disk may return after the video's address has expired.
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
