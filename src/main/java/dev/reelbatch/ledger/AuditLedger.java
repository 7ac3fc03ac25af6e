package dev.reelbatch.ledger;

import dev.reelbatch.ledger.AuditEntry.Action;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people did over HTTP. */
public final class AuditLedger {

    private static final String ADD = """
            insert into audit (at, person, action, method, path, target, address, status)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String LATEST = "select * from audit order by id desc limit ? offset ?";
    private static final String DELETE_BEFORE = "delete from audit where at < ?";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_METHOD = 20;

    private final JdbcClient jdbc;
    private final Journal journal;

    public AuditLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /** Records an entry; texts that are too long are cut. */
    public void add(AuditEntry entry) {
        journal.record(transitions -> jdbc.sql(ADD)
                .params(Columns.row(
                        Columns.at(entry.at()),
                        cut(entry.person(), LONGEST_NAME),
                        entry.action().toString(),
                        cut(entry.method(), LONGEST_METHOD),
                        cut(entry.path(), LONGEST_TEXT),
                        cut(entry.target(), LONGEST_TEXT),
                        cut(entry.address(), LONGEST_NAME),
                        entry.status()))
                .update());
    }

    /** Returns entries, newest first. */
    public List<AuditEntry> latest(int limit, int offset) {
        return jdbc.sql(LATEST).params(limit, offset).query(AuditLedger::entry).list();
    }

    /** Deletes what is older. */
    public void deleteBefore(Instant time) {
        journal.record(
                transitions -> jdbc.sql(DELETE_BEFORE).param(Columns.at(time)).update());
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    private static AuditEntry entry(ResultSet rs, int n) throws SQLException {
        return new AuditEntry(
                Columns.requiredInstant(rs, "at"),
                rs.getString("person"),
                Action.valueOf(rs.getString("action").toUpperCase(Locale.ROOT)),
                rs.getString("method"),
                rs.getString("path"),
                rs.getString("target"),
                rs.getString("address"),
                rs.getInt("status"));
    }
}
