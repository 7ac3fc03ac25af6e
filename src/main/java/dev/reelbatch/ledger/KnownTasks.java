package dev.reelbatch.ledger;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which tasks clips have already: a task belongs to one clip. Runs on the journal's thread alone.
 *
 * <p>Hashes in memory say in almost every case that a task is new. An index of the database would be
 * written at a random place for every move of a clip, which was a third of what a submit writes.
 */
final class KnownTasks {

    private static final String ALL = "select api, task_id from clip where task_id is not null";
    private static final String OF_ANOTHER = """
            select count(*) from clip where task_id = ? and api = ? and id <> ?
            """;

    private final JdbcClient jdbc;
    private @Nullable Set<Integer> hashes;

    KnownTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether another clip of this API has the task; if not, it is known from now on. */
    boolean isAnothers(Clip clip, String taskId) {
        if (hashes == null) {
            hashes = hashesOfAll();
        }
        return !hashes.add(hash(clip.api(), taskId))
                && jdbc.sql(OF_ANOTHER)
                                .params(taskId, clip.api(), clip.id())
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    private Set<Integer> hashesOfAll() {
        Set<Integer> all = new HashSet<>();
        jdbc.sql(ALL).query(rs -> {
            all.add(hash(rs.getString("api"), rs.getString("task_id")));
        });
        return all;
    }

    private static int hash(String api, String taskId) {
        return Objects.hash(api, taskId);
    }
}
