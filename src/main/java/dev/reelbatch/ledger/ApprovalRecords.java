package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What is recorded of the approval of runs; called on the journal's thread. */
final class ApprovalRecords {

    private static final String WAIT = """
            update web_run set state = 'WAITING_FOR_APPROVAL'
            where id = ? and state in ('WAITING_FOR_APPROVAL', 'QUEUED', 'RUNNING') and not stop_wanted
            """;
    private static final String GO_ON =
            "update web_run set state = 'QUEUED' where id = ? and state = 'WAITING_FOR_APPROVAL'";
    private static final String APPROVED =
            "update web_run_approval set approved_by = ?, approved_at = ?, answer = ? where web_run = ?";
    private static final String NO_APPROVAL = "delete from web_run_approval where web_run = ?";
    private static final String NEW_APPROVAL =
            "insert into web_run_approval (web_run, price, without_price, approved_by, approved_at, price_before) values (?, ?, ?, ?, ?, ?)";
    private static final String ANSWERED = "update web_run_approval set answer = ? where web_run = ?";
    private static final String REFUSED_BY = "update web_run_origin set refused_by = ? where web_run = ?";
    private static final String REFUSE = """
            update web_run set state = 'STOPPED', exit_code = ?, message = ?, ended_at = ?
            where id = ? and state = 'WAITING_FOR_APPROVAL'
            """;
    private static final String FIND =
            "select price, without_price, approved_by, approved_at, price_before, answer from web_run_approval where web_run = ?";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final RunBeginnings beginnings;

    ApprovalRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.beginnings = new RunBeginnings(jdbc);
    }

    /** QUEUED or RUNNING -> WAITING_FOR_APPROVAL, where another price may be asked about. Returns false if it is to stop. */
    boolean await(String id, RunPrice price) {
        boolean waits = jdbc.sql(WAIT).param(id).update() == 1;
        if (waits) {
            beginnings.waits(id);
            add(id, new Approval(price, null, null, lastApproved(id)));
        }
        return waits;
    }

    /** WAITING_FOR_APPROVAL or QUEUED -> QUEUED. */
    void approveOrdered(String id, RunPrice price, String by, Instant now) {
        add(id, new Approval(price, by, now, lastApproved(id)));
        jdbc.sql(GO_ON).param(id).update();
    }

    private @Nullable Cost lastApproved(String id) {
        return find(id).map(Approval::lastApproved).orElse(null);
    }

    private Optional<Approval> find(String id) {
        return jdbc.sql(FIND)
                .param(id)
                .query((rs, n) -> Objects.requireNonNull(approval(rs)))
                .optional();
    }

    /** WAITING_FOR_APPROVAL -> QUEUED, if the person has seen the price for which the run waits. */
    Approval.Outcome approve(String id, String by, @Nullable Cost seen, @Nullable String answer, Instant now) {
        Approval asked = find(id).orElse(null);
        if (asked != null && asked.by() == null && !asked.isFor(seen)) {
            return Approval.Outcome.OTHER_PRICE;
        }
        if (jdbc.sql(GO_ON).param(id).update() == 0) {
            return Approval.Outcome.NOT_AWAITED;
        }
        jdbc.sql(APPROVED).params(Columns.row(by, Columns.at(now), answer, id)).update();
        return Approval.Outcome.APPROVED;
    }

    /** WAITING_FOR_APPROVAL -> STOPPED. Returns false if the run does not wait for approval. */
    boolean refuse(String id, String by, int exitCode, String message, @Nullable String answer, Instant now) {
        boolean waited =
                jdbc.sql(REFUSE).params(exitCode, message, Columns.at(now), id).update() == 1;
        if (waited) {
            jdbc.sql(REFUSED_BY).params(by, id).update();
            jdbc.sql(ANSWERED).params(Columns.row(answer, id)).update();
        }
        return waited;
    }

    void add(String id, Approval approval) {
        jdbc.sql(NO_APPROVAL).param(id).update();
        jdbc.sql(NEW_APPROVAL)
                .params(Columns.row(
                        id,
                        JSON.writeValueAsString(approval.price()),
                        approval.asked().withoutPrice(),
                        approval.by(),
                        approval.at() == null ? null : Columns.at(approval.at()),
                        approval.before() == null ? null : JSON.writeValueAsString(approval.before())))
                .update();
    }

    static @Nullable Approval approval(ResultSet rs) throws SQLException {
        Cost price = cost(rs.getString("price"));
        return price == null
                ? null
                : new Approval(
                        new RunPrice(price, withoutPrice(rs, price)),
                        rs.getString("approved_by"),
                        Columns.instant(rs, "approved_at"),
                        cost(rs.getString("price_before")),
                        rs.getString("answer"));
    }

    private static long withoutPrice(ResultSet rs, Cost price) throws SQLException {
        Long known = Columns.number(rs, "without_price");
        return known != null
                ? known
                : price.isEmpty() ? Long.MAX_VALUE : 0; // an older approval: of any number, or none
    }

    private static @Nullable Cost cost(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, Cost.class);
    }
}
