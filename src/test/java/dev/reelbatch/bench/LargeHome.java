package dev.reelbatch.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a home with one run into one with many: copies every record of that run under other numbers, names and times,
 * because to run two hundred sheets takes longer than everything that is measured afterwards.
 */
final class LargeHome {

    /** More than there are records of a kind in one run. */
    private static final int STRIDE = 100_000;

    private static final List<String> TABLES = List.of(
            "JOB",
            "RUN",
            "CLIP",
            "CLIP_KEY",
            "CLIP_REQUEST",
            "RUN_ROW",
            "SUBMISSION",
            "VIDEO",
            "WISH",
            "SPENT_ON",
            "WEB_RUN",
            "AUDIT",
            "BATCH_JOB_INSTANCE",
            "BATCH_JOB_EXECUTION",
            "BATCH_JOB_EXECUTION_PARAMS",
            "BATCH_STEP_EXECUTION");

    private static final List<String> SEQUENCES =
            List.of("BATCH_STEP_EXECUTION_SEQ", "BATCH_JOB_EXECUTION_SEQ", "BATCH_JOB_INSTANCE_SEQ");

    private LargeHome() {}

    /**
     * Copies the only run of a home that no process holds.
     *
     * @param runs number of runs afterwards; each began three hours before the next
     */
    static void multiply(Path home, int runs) {
        String url = "jdbc:h2:file:" + home.resolve("ledger");
        try (Connection database = DriverManager.getConnection(url, "sa", "");
                Statement statement = database.createStatement()) {
            leaveSomeInDoubt(statement);
            for (String table : TABLES) {
                String copy = copy(database, table);
                for (int n = 1; n < runs; n++) {
                    statement.execute(copy.replace(":n", String.valueOf(n)));
                }
            }
            statement.execute("delete from spent_quarter");
            statement.execute("insert into spent_quarter (quarter, currency, amount)"
                    + " select quarter, currency, sum(amount) from spent_on group by quarter, currency");
            for (String table : List.of("JOB", "RUN", "CLIP", "SUBMISSION", "WISH")) {
                statement.execute("alter table %s alter column id restart with %d".formatted(table, after(runs)));
            }
            for (String sequence : SEQUENCES) {
                statement.execute("alter sequence %s restart with %d".formatted(sequence, after(runs)));
            }
            statement.execute("shutdown compact");
        } catch (SQLException e) {
            throw new IllegalStateException("The home can't be multiplied: " + e.getMessage(), e);
        }
    }

    private static long after(int runs) {
        return (long) STRIDE * (runs + 1);
    }

    /** One in a hundred submissions without an answer, as after many lost connections. */
    private static void leaveSomeInDoubt(Statement statement) throws SQLException {
        String some = "mod(clip_id, 100) = 7";
        statement.execute("update submission set outcome = 'UNKNOWN', task_id = null where " + some);
        statement.execute("delete from video where " + some);
        statement.execute("update clip set state = 'IN_DOUBT', task_id = null where mod(id, 100) = 7");
    }

    /** Returns a statement that copies what the table has of the one run. */
    private static String copy(Connection database, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet columns = database.getMetaData().getColumns(null, "PUBLIC", table, null)) {
            while (columns.next()) {
                String name = columns.getString("COLUMN_NAME");
                names.add(name);
                values.add(copied(table, name, columns.getString("TYPE_NAME")));
            }
        }
        String first = names.get(0).equals("ID") && !table.equals("WEB_RUN") && !table.equals("AUDIT")
                ? " where id < " + STRIDE
                : firstOf(table);
        return "insert into %s (%s) %s select %s from %s%s"
                .formatted(
                        table,
                        String.join(", ", names),
                        table.equals("AUDIT") ? "overriding user value" : "",
                        String.join(", ", values),
                        table,
                        first);
    }

    private static String firstOf(String table) {
        return switch (table) {
            case "CLIP_KEY", "CLIP_REQUEST", "VIDEO" -> " where clip_id < " + STRIDE;
            case "RUN_ROW", "WEB_RUN" -> " where run_id < " + STRIDE;
            case "SPENT_ON" -> " where job_id < " + STRIDE;
            case "AUDIT" -> " where id < 10";
            case "BATCH_JOB_INSTANCE" -> " where job_instance_id < " + STRIDE;
            case "BATCH_STEP_EXECUTION" -> " where step_execution_id < " + STRIDE;
            default -> " where job_execution_id < " + STRIDE;
        };
    }

    private static String copied(String table, String column, String type) {
        if (table.equals("WEB_RUN") && column.equals("ID")) {
            return "cast(random_uuid() as varchar)";
        }
        return switch (column) {
            case "QUARTER" -> "quarter - 12 * :n";
            case "NAME", "NAME_KEY", "JOB" -> column + " || '-:n'";
            case "PARAMETER_VALUE" ->
                "case when parameter_name = 'job' then parameter_value || '-:n' else parameter_value end";
            case "FINGERPRINT", "REQUEST_KEY" -> "left(%s, 50) || '-:n'".formatted(column);
            case "TASK_ID", "IDEMPOTENCY_KEY" -> column + " || '-:n'";
            case "JOB_KEY" -> "left(job_key, 25) || '-:n'";
            default -> shifted(column, type);
        };
    }

    private static String shifted(String column, String type) {
        if (type.startsWith("TIMESTAMP")) {
            return "dateadd('HOUR', -3 * :n, %s)".formatted(column);
        }
        boolean isId = type.equals("BIGINT") && (column.equals("ID") || column.endsWith("_ID"));
        return isId ? "%s + :n * %d".formatted(column, STRIDE) : column;
    }
}
