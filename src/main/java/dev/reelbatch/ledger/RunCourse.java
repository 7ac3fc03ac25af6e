package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a run went: the number of its videos that were submitted, and had ended, by the time.
 *
 * @param from when the run submitted its first video
 * @param to its latest end of a video; while it is running, now
 * @param before videos that an earlier run delivered
 * @param moments from {@code from} to {@code to} at even distances
 */
public record RunCourse(Instant from, Instant to, int before, List<Moment> moments) {

    private static final int PARTS = 100;

    /** Counted here and not in SQL, where the arithmetic with times takes several times as long. */
    private static final String VIDEOS = """
            select c.state, c.submitted_at, c.finished_at, c.changed_at
            from run_row r left join clip c on c.id = r.clip_id
            where r.run_id = :run and r.load_number = :load and c.submitted_at is not null
              and c.state not in ('QUEUED', 'CANCELLED')
            """;

    /**
     * The videos of the run at one time, those that an earlier run delivered left out.
     *
     * @param ended of the submitted ones
     * @param delivered of the ended ones
     */
    public record Moment(int submitted, int ended, int delivered) {

        Moment plus(Moment other) {
            return new Moment(submitted + other.submitted, ended + other.ended, delivered + other.delivered);
        }
    }

    /** The end of the course: its numbers now, or at last. */
    public Moment last() {
        return moments.get(moments.size() - 1);
    }

    /** Returns the numbers at a time. */
    public Moment at(Instant time) {
        int parts = moments.size() - 1;
        long part = parts
                * Duration.between(from, time).toMillis()
                / Math.max(1, Duration.between(from, to).toMillis());
        return moments.get((int) Math.max(0, Math.min(parts, part)));
    }

    /**
     * Reads the course of a run.
     *
     * @param now null if the run has ended
     * @return null if it submitted nothing
     */
    static @Nullable RunCourse of(JdbcClient jdbc, Run run, @Nullable Instant now) {
        List<OneVideo> all = jdbc.sql(VIDEOS)
                .param("run", run.id())
                .param("load", run.loadNumber())
                .query(OneVideo::of)
                .list();
        List<OneVideo> ofRun = all.stream()
                .filter(video -> !video.submitted().isBefore(run.createdAt()))
                .toList();
        if (ofRun.isEmpty()) {
            return null;
        }
        Instant first = ofRun.stream()
                .map(OneVideo::submitted)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant end = now != null
                ? now
                : all.stream()
                        .map(video -> Objects.requireNonNullElse(video.finished(), video.submitted()))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        int before = (int) all.stream()
                .filter(video -> video.isDelivered() && video.submitted().isBefore(run.createdAt()))
                .count();
        Instant to = end.isAfter(first) ? end : first.plusMillis(1);
        return new RunCourse(first, to, before, moments(ofRun, first, to));
    }

    /**
     * A video that was submitted.
     *
     * @param ended null if it is not over; a video whose task never ended, ended with its submission, or when it was
     *     given up
     */
    private record OneVideo(
            Instant submitted,
            @Nullable Instant finished,
            @Nullable Instant ended,
            boolean isDelivered) {

        static OneVideo of(ResultSet rs, int n) throws SQLException {
            ClipState state = ClipState.valueOf(rs.getString("state"));
            Instant submitted = Columns.requiredInstant(rs, "submitted_at");
            Instant finished = Columns.instant(rs, "finished_at");
            Instant ended =
                    switch (state) {
                        case DELIVERED, FAILED, IN_DOUBT, UNDELIVERED ->
                            Objects.requireNonNullElse(finished, submitted);
                        case TIMED_OUT -> finished == null ? Columns.requiredInstant(rs, "changed_at") : finished;
                        default -> null;
                    };
            return new OneVideo(submitted, finished, ended, state == ClipState.DELIVERED);
        }
    }

    private static List<Moment> moments(List<OneVideo> videos, Instant from, Instant to) {
        Moment[] moments = new Moment[PARTS + 1];
        Arrays.fill(moments, new Moment(0, 0, 0));
        long width = Math.max(1, Duration.between(from, to).dividedBy(PARTS).toMillis());
        for (OneVideo video : videos) {
            long submitted = Duration.between(from, video.submitted()).toMillis() / width;
            add(moments, submitted, new Moment(1, 0, 0));
            if (video.ended() != null) { // by the API's clock, which may be far from ours
                long ended = Math.floorDiv(Duration.between(from, video.ended()).toMillis(), width);
                add(moments, Math.max(submitted, ended), new Moment(0, 1, video.isDelivered() ? 1 : 0));
            }
        }
        Arrays.parallelPrefix(moments, Moment::plus);
        return List.of(moments);
    }

    /** What happens in a part is seen at its end. */
    private static void add(Moment[] moments, long part, Moment moment) {
        int seen = (int) Math.max(0, Math.min(PARTS, part + 1));
        moments[seen] = moments[seen].plus(moment);
    }
}
