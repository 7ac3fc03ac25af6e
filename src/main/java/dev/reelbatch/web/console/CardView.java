package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.report.VideoState;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.ResultFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of a run, once per variant, on the wall and in the list.
 *
 * @param key identifies it on the page
 * @param row as in {@code Row 9} or {@code Row 9, variant 2}
 * @param name its id; empty if it has none
 * @param own the first values of its own columns
 * @param address of the page that opens it
 * @param video where its video is; empty if there is none
 * @param still where its still is, if stills are made; empty if there is no video
 * @param length of the video; empty if it is not known
 * @param took from submission to the end; empty before that
 * @param cost what it may have cost; empty for nothing
 * @param versions how many videos the row has had; empty for one
 * @param versionsAddress where they are side by side
 */
record CardView(
        String key,
        String row,
        String name,
        String prompt,
        List<String> own,
        StateView state,
        String address,
        boolean open,
        String video,
        String still,
        String length,
        String took,
        String cost,
        String versions,
        String versionsAddress,
        CardMarks marks) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OWN = 2;
    private static final int LONGEST = 220; // characters

    boolean hasOwn() {
        return !own.isEmpty();
    }

    /** @param run the address of the run's page */
    static CardView of(ReportRow row, RowsData data, String run, String id, ShownTimes times) {
        Clip clip = row.clip();
        String key = "row-" + row.row() + "-" + row.variant();
        return new CardView(
                key,
                name(row),
                Objects.requireNonNullElse(row.rowId(), ""),
                beginning(Objects.requireNonNullElse(row.prompt(), "")),
                own(row).values().stream()
                        .filter(value -> !value.isBlank())
                        .limit(OWN)
                        .map(CardView::beginning)
                        .toList(),
                state(clip),
                data.query().opened(row.row()).address(run) + "#panel",
                data.query().row() == row.row(),
                video(row, data.out(), id),
                videoName(row, data.out())
                        .map(name -> Addresses.ofStill(id, name))
                        .orElse(""),
                clip == null || clip.duration() == null ? "" : Text.of("%d s", clip.duration()),
                clip == null || clip.submittedAt() == null || clip.finishedAt() == null
                        ? ""
                        : Durations.text(Duration.between(clip.submittedAt(), clip.finishedAt())),
                cost(row),
                data.versions(row) < 2 ? "" : Text.of("%d versions", data.versions(row)),
                Addresses.ofJob(data.job()) + "?row=" + row.row() + "#versions",
                CardMarks.of(row, data, run, key, times));
    }

    /** Returns a name as in {@code Row 9} or {@code Row 9, variant 2}. */
    static String name(ReportRow row) {
        return row.variant() == 1
                ? Text.of("Row %d", row.row())
                : Text.of("Row %d, variant %d", row.row(), row.variant());
    }

    static String cost(ReportRow row) {
        return row.cost() == null || row.clip() == null || row.clip().price() == null
                ? ""
                : Amounts.text(new Cost(Map.of(row.clip().price().currency(), row.cost())));
    }

    static Map<String, String> own(ReportRow row) {
        Map<String, @Nullable Object> columns = JSON.readValue(row.other(), new TypeReference<>() {});
        return columns.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        column -> Objects.toString(column.getValue(), ""),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    /** Returns the address of its first video that is on the disk; empty if there is none. */
    static String video(ReportRow row, Path out, String id) {
        return videoName(row, out).map(name -> Addresses.ofFile(id, name)).orElse("");
    }

    private static Optional<String> videoName(ReportRow row, Path out) {
        return row.videos().stream()
                .map(video -> ResultFiles.name(video, out))
                .filter(Objects::nonNull)
                .findFirst();
    }

    static StateView state(@Nullable Clip clip) {
        VideoState state = VideoState.of(clip);
        return new StateView(state.kind(), state.word());
    }

    static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "\u2026";
    }
}
