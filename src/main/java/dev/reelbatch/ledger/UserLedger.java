package dev.reelbatch.ledger;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people who may use a {@code serve}. Names are in small letters. */
public final class UserLedger {

    private static final String ADD = """
            insert into app_user (name, role, password, budget, version, created_at) values (?, ?, ?, ?, ?, ?)""";
    private static final String FIND = "select * from app_user where name = ?";
    private static final String OF_TOKEN = "select * from app_user where token = ?";
    private static final String ALL = "select * from app_user order by name";
    private static final String COUNT = "select count(*) from app_user";
    private static final String CHARGED = "select count(*) from spent_on where person = ?";
    private static final String REMOVE = "delete from app_user where name = ?";
    private static final String CHANGE = "update app_user set role = ?, budget = ?, version = ? where name = ?";
    private static final String PASSWORD = "update app_user set password = ?, token = null, version = ? where name = ?";
    private static final String TOKEN = "update app_user set token = ? where name = ?";

    private final JdbcClient jdbc;
    private final Journal journal;

    public UserLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /** Adds a person. Returns false if there is one of this name. */
    public boolean add(String name, Role role, @Nullable String passwordHash, @Nullable Budget budget) {
        return journal.recordMoney(transitions -> {
            if (find(name).isPresent()) {
                return false;
            }
            jdbc.sql(ADD)
                    .params(Columns.row(
                            name, role.name(), passwordHash, text(budget), newVersion(), Columns.at(transitions.now())))
                    .update();
            return true;
        });
    }

    public Optional<User> find(String name) {
        return jdbc.sql(FIND).param(name).query(UserLedger::user).optional();
    }

    /** Returns the person whose personal token has this SHA-256. */
    public Optional<User> ofToken(String tokenHash) {
        return jdbc.sql(OF_TOKEN).param(tokenHash).query(UserLedger::user).optional();
    }

    /** Returns true if something was ever charged to the name, whether or not there is such a person now. */
    public boolean wasCharged(String name) {
        return jdbc.sql(CHARGED).param(name).query(Integer.class).single() > 0;
    }

    public List<User> all() {
        return jdbc.sql(ALL).query(UserLedger::user).list();
    }

    public boolean isEmpty() {
        return jdbc.sql(COUNT).query(Integer.class).single() == 0;
    }

    /** Removes a person. Returns false if there is none of this name. */
    public boolean remove(String name) {
        return changed(REMOVE, name);
    }

    /** Gives another role and budget, and ends the person's sessions. */
    public boolean change(String name, Role role, @Nullable Budget budget) {
        return changed(CHANGE, role.name(), text(budget), newVersion(), name);
    }

    /** Gives another password, revokes the token and ends the person's sessions. */
    public boolean setPassword(String name, String passwordHash) {
        return changed(PASSWORD, passwordHash, newVersion(), name);
    }

    /** Replaces the personal token; null revokes it. */
    public boolean setToken(String name, @Nullable String tokenHash) {
        return changed(TOKEN, tokenHash, name);
    }

    private boolean changed(String sql, @Nullable Object... values) {
        return journal.recordMoney(
                transitions -> jdbc.sql(sql).params(Columns.row(values)).update() > 0);
    }

    private static String newVersion() {
        return UUID.randomUUID().toString();
    }

    private static @Nullable String text(@Nullable Budget budget) {
        return budget == null ? null : budget.text();
    }

    private static User user(ResultSet rs, int n) throws SQLException {
        String budget = rs.getString("budget");
        return new User(
                rs.getString("name"),
                Role.valueOf(rs.getString("role")),
                rs.getString("password"),
                rs.getString("token") != null,
                budget == null ? null : Budget.parse(budget).orElseThrow(),
                rs.getString("version"),
                Columns.requiredInstant(rs, "created_at"));
    }
}
