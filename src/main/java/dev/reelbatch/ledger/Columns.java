package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** The mapping of records to columns: instants as portable time stamps, and one mapper per table. */
final class Columns {

    static final String CLIP = """
            c.id, c.fingerprint, c.take, c.run_id, c.api, c.request, c.model, c.size, c.duration, \
            c.price, c.currency, c.state, c.file_stem, c.task_id, c.request_id, c.submitted_at, \
            c.finished_at, c.error_code, c.error_message, c.accepted_at""";

    private Columns() {}

    /**
     * Converts an instant to the microsecond, the precision of the database; otherwise a time that was written would
     * not be found again.
     */
    static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime stamp = rs.getObject(column, OffsetDateTime.class);
        return stamp == null ? null : stamp.toInstant();
    }

    static Instant requiredInstant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Integer integer(ResultSet rs, String column) throws SQLException {
        int value = rs.getInt(column);
        return rs.wasNull() ? null : value;
    }

    static @Nullable Long number(ResultSet rs, String column) throws SQLException {
        long value = rs.getLong(column);
        return rs.wasNull() ? null : value;
    }

    static @Nullable Price price(ResultSet rs) throws SQLException {
        BigDecimal amount = rs.getBigDecimal("price");
        return amount == null ? null : new Price(amount, rs.getString("currency"));
    }

    /** Returns parameters of a statement, some of which may be null. */
    static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /** Maps a video. The clip's id is in {@code video_clip}, because videos are also read joined with clips. */
    static Video video(ResultSet rs) throws SQLException {
        String file = rs.getString("file");
        return new Video(
                rs.getLong("video_clip"),
                rs.getInt("number"),
                rs.getString("url"),
                file == null ? null : Path.of(file),
                number(rs, "bytes"),
                rs.getString("sha256"),
                instant(rs, "delivered_at") != null);
    }

    /** Maps a run, joined with its job. */
    static Run run(ResultSet rs, int n) throws SQLException {
        return new Run(
                rs.getLong("id"),
                new NamedJob(rs.getLong("job_id"), rs.getString("name"), rs.getString("folder")),
                rs.getInt("number"),
                rs.getString("content_hash"),
                rs.getString("input_sha256"),
                rs.getString("input_path"),
                rs.getString("options"),
                Path.of(rs.getString("out_dir")),
                rs.getString("loaded_as"),
                rs.getInt("load_number"),
                rs.getBigDecimal("spent"),
                requiredInstant(rs, "created_at"),
                instant(rs, "ended_at"));
    }

    static final RowMapper<Clip> CLIP_MAPPER = (rs, n) -> new Clip(
            rs.getLong("id"),
            rs.getString("fingerprint"),
            rs.getInt("take"),
            rs.getLong("run_id"),
            rs.getString("api"),
            rs.getString("request"),
            rs.getString("model"),
            rs.getString("size"),
            integer(rs, "duration"),
            price(rs),
            ClipState.valueOf(rs.getString("state")),
            rs.getString("file_stem"),
            rs.getString("task_id"),
            rs.getString("request_id"),
            instant(rs, "submitted_at"),
            instant(rs, "finished_at"),
            rs.getString("error_code"),
            rs.getString("error_message"),
            instant(rs, "accepted_at"));
}
