package dev.reelbatch.ledger;

import dev.reelbatch.task.TaskId;
import dev.reelbatch.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tasks ever given to the home: a task belongs to one submission of one clip. It runs on the journal's thread
 * alone.
 *
 * <p>Hashes in memory show in almost every case that a task is new. An index in the database would be written at a
 * random place for every move of a clip, which was a third of all writes of a submit.
 */
final class TaskIndex {

    private static final String ALL = "select task_id from submission where task_id is not null";
    private static final String ALIKE = """
            select s.clip_id, s.task_id from submission s join clip c on c.id = s.clip_id
            where lower(replace(s.task_id, '-', '')) = ? and c.api = ?
            """;

    /** Knowledge about a task that the API names in the response to a submit. */
    enum Known {
        NEW,
        /** An earlier submission of the same clip got it. */
        OF_THE_SAME_CLIP,
        OF_ANOTHER_CLIP;

        /** Returns the reason why it is no new task. */
        ClipError fault() {
            return new ClipError(
                    null,
                    "task_given_twice",
                    this == OF_ANOTHER_CLIP
                            ? Text.of("The API returned the task of another row")
                            : Text.of("The API returned the task of an earlier submission of this row"));
        }
    }

    private record Given(long clipId, TaskId task) {}

    private final JdbcClient jdbc;
    private @Nullable Set<Integer> hashes;

    TaskIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Looks up the task among those given by the clip's API, and adds it. */
    Known add(long clipId, String api, String taskId) {
        if (hashes == null) {
            hashes = hashesOfAll();
        }
        TaskId task = new TaskId(taskId);
        if (hashes.add(task.key().hashCode())) {
            return Known.NEW;
        }
        List<Given> same = jdbc
                .sql(ALIKE)
                .params(task.key(), api)
                .query((rs, n) -> new Given(rs.getLong("clip_id"), new TaskId(rs.getString("task_id"))))
                .list()
                .stream()
                .filter(given -> task.isSameAs(given.task()))
                .toList();
        if (same.isEmpty()) {
            return Known.NEW;
        }
        return same.stream().allMatch(given -> given.clipId() == clipId)
                ? Known.OF_THE_SAME_CLIP
                : Known.OF_ANOTHER_CLIP;
    }

    private Set<Integer> hashesOfAll() {
        Set<Integer> all = new HashSet<>();
        jdbc.sql(ALL).query(rs -> {
            all.add(new TaskId(rs.getString("task_id")).key().hashCode());
        });
        return all;
    }
}
