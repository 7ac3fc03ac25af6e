package dev.reelbatch.ledger;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The states of a run's rows. Most rows of a sheet that is nearly done are delivered: their clips are not read one by
 * one, but counted as the remainder of all rows.
 */
public final class RowLedger {

    /** All other states, as a list in SQL. */
    static final String NOT_DELIVERED = Arrays.stream(ClipState.values())
            .filter(state -> state != ClipState.DELIVERED)
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", "));

    private static final String STATES = """
            select c.state, c.accepted_at is not null as accepted, count(*) as clips
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.state in (%s) and r.run_id = ? and r.load_number = u.load_number
            group by c.state, c.accepted_at is not null
            """.formatted(NOT_DELIVERED);
    private static final String ROW_STATES = """
            select r.row_number, c.state, c.price, c.currency, c.asked_again_in, c.accepted_at is not null as accepted
            from clip c join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where c.state in (%s) and r.run_id = ? and r.load_number = u.load_number
            """.formatted(NOT_DELIVERED);
    private static final String ROWS = """
            select coalesce(u.row_count,
                            (select count(*) from run_row r where r.run_id = u.id and r.load_number = u.load_number))
            from run u where u.id = ?
            """;
    private static final String NUMBERS = """
            select distinct row_number from run_row
            where run_id = :run and load_number = (select load_number from run where id = :run)
            """;
    private static final String CELLS = """
            select cells from run_row
            where run_id = :run and load_number = (select load_number from run where id = :run) and row_number = :row
            """;
    private static final String JOBS_OF_PROMPTS = """
            select distinct r.prompt, j.name
            from run_row r join clip c on c.id = r.clip_id join run u on u.id = r.run_id join job j on j.id = u.job_id
            where r.prompt in (:prompts) and c.api = :api and c.state not in ('QUEUED', 'FAILED', 'CANCELLED')
            order by j.name
            """;
    private static final String BY_TASK =
            "select %s from clip c where c.task_id in (:tasks) and c.api = :api".formatted(Columns.CLIP);
    private static final int LOOK_UP = 1000;
    private static final String INVALID_ROWS = """
            select count(*) from run_row
            where run_id = :run and load_number = (select load_number from run where id = :run) and clip_id is null
            """;

    private final JdbcClient jdbc;

    public RowLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Passes on the state of each of the run's clips that is not delivered, in any order. */
    public void forEachNotDelivered(long runId, Consumer<RowState> consumer) {
        jdbc.sql(ROW_STATES).param(runId).query(rs -> {
            consumer.accept(new RowState(
                    rs.getInt("row_number"),
                    ClipState.valueOf(rs.getString("state")),
                    Columns.price(rs),
                    Columns.number(rs, "asked_again_in"),
                    rs.getBoolean("accepted")));
        });
    }

    /** Returns the number of the run's clips in each state. */
    public Map<ClipState, Integer> states(long runId) {
        Map<ClipState, Integer> states = notDelivered(runId, true);
        int delivered = rows(runId) - invalidRows(runId) - sum(states);
        if (delivered > 0) {
            states.put(ClipState.DELIVERED, delivered);
        }
        return states;
    }

    /**
     * Returns the number of the run's clips in each state that need work, leaving out those that a person accepted.
     */
    public Map<ClipState, Integer> needWork(long runId) {
        return notDelivered(runId, false);
    }

    private Map<ClipState, Integer> notDelivered(long runId, boolean alsoWithoutWork) {
        Map<ClipState, Integer> states = new EnumMap<>(ClipState.class);
        jdbc.sql(STATES).param(runId).query(rs -> {
            ClipState state = ClipState.valueOf(rs.getString("state"));
            if (alsoWithoutWork || !rs.getBoolean("accepted") && !state.isDone()) {
                states.merge(state, rs.getInt("clips"), Integer::sum);
            }
        });
        return states;
    }

    private static int sum(Map<ClipState, Integer> states) {
        return states.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int rows(long runId) {
        return jdbc.sql(ROWS).param(runId).query(Integer.class).single();
    }

    /** Returns the numbers of the run's rows, invalid ones included. */
    public BitSet numbers(long runId) {
        BitSet numbers = new BitSet();
        jdbc.sql(NUMBERS).param("run", runId).query(rs -> {
            numbers.set(rs.getInt("row_number"));
        });
        return numbers;
    }

    /** Returns the cells of a row of the run's sheet as JSON, one text for each of its variants. */
    public List<String> cells(long runId, int row) {
        return jdbc.sql(CELLS)
                .param("run", runId)
                .param("row", row)
                .query(String.class)
                .list();
    }

    /** Returns the number of the run's invalid rows. */
    public int invalidRows(long runId) {
        return jdbc.sql(INVALID_ROWS).param("run", runId).query(Integer.class).single();
    }

    /** Returns the clips of these tasks on an API, by the task as the API named it. */
    public Map<String, Clip> byTask(Collection<String> tasks, String api) {
        Map<String, Clip> clips = new HashMap<>();
        List<String> all = List.copyOf(tasks);
        for (int from = 0; from < all.size(); from += LOOK_UP) {
            jdbc.sql(BY_TASK)
                    .param("tasks", all.subList(from, Math.min(all.size(), from + LOOK_UP)))
                    .param("api", api)
                    .query(Columns.CLIP_MAPPER)
                    .list()
                    .forEach(clip -> clips.put(clip.taskId(), clip));
        }
        return clips;
    }

    /**
     * Returns, for each prompt, a job for which it was submitted with any other values; refused submissions are left
     * out.
     */
    public Map<String, String> jobsOf(Collection<String> prompts, String api) {
        Map<String, String> jobs = new HashMap<>();
        List<String> all = List.copyOf(prompts);
        for (int from = 0; from < all.size(); from += LOOK_UP) {
            jdbc.sql(JOBS_OF_PROMPTS)
                    .param("prompts", all.subList(from, Math.min(all.size(), from + LOOK_UP)))
                    .param("api", api)
                    .query(rs -> {
                        jobs.putIfAbsent(rs.getString("prompt"), rs.getString("name"));
                    });
        }
        return jobs;
    }
}
