package dev.reelbatch.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the row that a clip belongs to, and what became of it. */
public final class RowTraces {

    /** Rows are looked for by the clip alone, by whose index one is found at once. */
    private static final String TRACE = """
            select j.name, u.number, r.row_number, r.variant, c.task_id, c.submitted_at, v.delivered_at,
                   c.error_code, c.error_message, v.file, v.bytes
            from clip c join run u on u.id = c.run_id join job j on j.id = u.job_id
            left join run_row r on r.clip_id = c.id
            left join video v on v.clip_id = c.id and v.number = 1
            where c.id = ?
            order by case when r.run_id = c.run_id then 0 else 1 end, r.load_number desc
            limit 1
            """;

    private final JdbcClient jdbc;

    public RowTraces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<RowTrace> of(long clipId) {
        return jdbc.sql(TRACE).param(clipId).query((rs, n) -> trace(rs)).optional();
    }

    private static RowTrace trace(ResultSet rs) throws SQLException {
        String code = rs.getString("error_code");
        String message = rs.getString("error_message");
        String file = rs.getString("file");
        return new RowTrace(
                rs.getString("name"),
                rs.getInt("number"),
                Columns.integer(rs, "row_number"),
                rs.getInt("variant"),
                rs.getString("task_id"),
                code == null || message == null ? null : new ClipError(null, code, message),
                file == null ? null : Path.of(file),
                Columns.number(rs, "bytes"),
                lasted(Columns.instant(rs, "submitted_at"), Columns.instant(rs, "delivered_at")));
    }

    private static @Nullable Duration lasted(@Nullable Instant submitted, @Nullable Instant delivered) {
        return submitted == null || delivered == null ? null : Duration.between(submitted, delivered);
    }
}
