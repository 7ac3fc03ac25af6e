package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An opened row beside the page, with what happened to it.
 *
 * @param row as in {@code Row 9}
 * @param close the address of the page without it
 * @param before the address that opens the row before; empty for none on this page
 */
record PanelView(String row, String name, String close, String before, String next, List<Variant> variants) {

    /**
     * A variant of the row.
     *
     * @param label empty if it is the only one
     * @param error what is wrong in the sheet; empty for nothing
     * @param key of its video: what is typed for one is not found again in the field of another
     */
    record Variant(
            String label,
            StateView state,
            String video,
            String prompt,
            String error,
            List<Field> fields,
            List<TraceView> trace,
            String key,
            CardMarks marks) {

        boolean hasTrace() {
            return !trace.isEmpty();
        }
    }

    /** A field of the row, or of its request. */
    record Field(String name, String value) {}

    static PanelView of(RowsData data, String id, ShownTimes times) {
        String run = Addresses.ofRun(id);
        RowsQuery query = data.query();
        List<Integer> shown =
                data.rows().stream().map(ReportRow::row).distinct().toList();
        int at = shown.indexOf(query.row());
        ReportRow first = data.opened().get(0).row();
        boolean several = data.opened().size() > 1;
        return new PanelView(
                Text.of("Row %d", query.row()),
                Objects.requireNonNullElse(first.rowId(), ""),
                query.opened(0).address(run) + "#" + "row-" + query.row() + "-1",
                at > 0 ? query.opened(shown.get(at - 1)).address(run) + "#panel" : "",
                at >= 0 && at < shown.size() - 1
                        ? query.opened(shown.get(at + 1)).address(run) + "#panel"
                        : "",
                data.opened().stream()
                        .map(one -> variant(one, data, id, several, times))
                        .toList());
    }

    private static Variant variant(
            RowsData.Opened opened, RowsData data, String id, boolean several, ShownTimes times) {
        ReportRow row = opened.row();
        Clip clip = row.clip();
        return new Variant(
                several ? Text.of("variant %d", row.variant()) : "",
                CardView.state(clip),
                CardView.video(row, data.out(), id),
                Objects.requireNonNullElse(row.prompt(), ""),
                row.error() == null ? "" : HttpText.of(row.error()),
                fields(row),
                TraceView.of(opened, times),
                clip == null ? "panel-without-" + row.variant() : "panel-" + clip.id(),
                CardMarks.of(row, data, Addresses.ofRun(id), "panel", times));
    }

    private static List<Field> fields(ReportRow row) {
        List<Field> fields = new ArrayList<>();
        Clip clip = row.clip();
        if (clip != null) {
            add(fields, Text.of("Model"), clip.model());
            add(fields, Text.of("Size"), Objects.requireNonNullElse(clip.size(), ""));
            add(fields, Text.of("Duration"), clip.duration() == null ? "" : Text.of("%d s", clip.duration()));
            add(fields, Text.of("Charged, or in doubt"), CardView.cost(row));
        }
        CardView.own(row).forEach((name, value) -> add(fields, name, value));
        row.videos().stream()
                .map(video -> video.file() == null ? null : video.file().getFileName())
                .filter(Objects::nonNull)
                .forEach(file -> add(fields, Text.of("File"), file.toString()));
        return fields;
    }

    private static void add(List<Field> fields, String name, String value) {
        if (!value.isBlank()) {
            fields.add(new Field(name, value));
        }
    }
}
