package dev.reelbatch.ledger;

import dev.reelbatch.ledger.RequestedRun.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Some of the requested runs, for lists of them. */
public final class RequestedRunList {

    private final JdbcClient jdbc;

    RequestedRunList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which runs a list shows.
     *
     * @param states empty for all
     * @param requestedBy null for everybody's
     * @param job null for those of all jobs
     * @param approvalsOnly true for those alone whose price needs, or needed, an approval
     */
    public record Filter(
            Set<State> states,
            @Nullable String requestedBy,
            @Nullable String job,
            boolean approvalsOnly) {

        public static final Filter ALL = new Filter(Set.of(), null, null, false);

        public static Filter in(State... states) {
            return new Filter(Set.of(states), null, null, false);
        }
    }

    /** Returns the runs of a list, newest first. */
    public List<RequestedRun> find(Filter filter, int limit, int offset) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        List<Object> values = new ArrayList<>();
        if (!filter.states().isEmpty()) {
            conditions.add("w.state in (" + "?, ".repeat(filter.states().size() - 1) + "?)");
            filter.states().forEach(state -> values.add(state.name()));
        }
        add("w.requested_by = ?", filter.requestedBy(), conditions, values);
        add("w.job = ?", filter.job(), conditions, values);
        if (filter.approvalsOnly()) {
            conditions.add("a.price is not null");
        }
        values.addAll(List.of(limit, offset));
        return jdbc.sql(RequestedRunLedger.ALL + " where " + String.join(" and ", conditions)
                        + " order by w.requested_at desc, w.id limit ? offset ?")
                .params(values)
                .query(RequestedRunLedger::requestedRun)
                .list();
    }

    private static void add(
            String condition, @Nullable String value, Collection<String> conditions, Collection<Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }
}
