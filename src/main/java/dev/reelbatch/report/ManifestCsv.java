package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.report.Entry.EntryVideo;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** manifest.csv: a line per row and variant, for spreadsheets. No cell starts a formula. */
final class ManifestCsv implements RowWriter {

    private static final List<String> FIXED = List.of(
            "row",
            "id",
            "status",
            "file",
            "bytes",
            "sha256",
            "model",
            "size",
            "duration",
            "prompt",
            "task_id",
            "request_id",
            "submissions",
            "cost",
            "submitted_at",
            "finished_at",
            "error_code",
            "error_message",
            "url",
            "variant",
            "currency");

    private final CsvLines lines;
    private final HeaderColumns other;
    private List<String> columns = List.of();

    ManifestCsv(Writer writer, HeaderColumns other) {
        this.lines = new CsvLines(writer);
        this.other = other;
    }

    @Override
    public void add(Entry entry) throws IOException {
        other.see(entry.other().propertyNames());
        writeHeader();
        List<String> cells = new ArrayList<>(fixed(entry));
        columns.forEach(column -> cells.add(CsvCell.of(entry.other().path(column))));
        lines.write(cells.stream().map(CsvCell::guarded).toList());
    }

    private void writeHeader() throws IOException {
        if (lines.isEmpty()) {
            columns = other.freeze();
            List<String> header = new ArrayList<>(FIXED);
            columns.forEach(column -> header.add(CsvCell.guarded(isTaken(column) ? "input:" + column : column)));
            lines.write(header);
        }
    }

    /** Without case, as many programs that read CSV compare names. */
    private static boolean isTaken(String column) {
        return FIXED.contains(column.strip().toLowerCase(Locale.ROOT));
    }

    private static List<String> fixed(Entry entry) {
        return List.of(
                text(entry.row().row()),
                text(entry.row().rowId()),
                entry.status().word(),
                joined(entry, EntryVideo::name),
                joined(entry, EntryVideo::bytes),
                joined(entry, EntryVideo::sha256),
                clip(entry, Clip::model),
                clip(entry, Clip::size),
                clip(entry, Clip::duration),
                text(entry.row().prompt()),
                clip(entry, Clip::taskId),
                clip(entry, Clip::requestId),
                text(entry.row().submissions()),
                entry.row().cost() == null
                        ? ""
                        : Amount.shown(entry.row().cost()).toPlainString(),
                clip(entry, clip -> seconds(clip.submittedAt())),
                clip(entry, clip -> seconds(clip.finishedAt())),
                text(entry.errorCode()),
                text(entry.errorMessage()),
                joined(entry, EntryVideo::url),
                text(entry.row().variant()),
                clip(entry, clip -> clip.price() == null ? null : clip.price().currency()));
    }

    private static String clip(Entry entry, Function<Clip, @Nullable Object> value) {
        Clip clip = entry.clip();
        return clip == null ? "" : text(value.apply(clip));
    }

    private static String joined(Entry entry, Function<EntryVideo, @Nullable Object> value) {
        return entry.videos().stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(";"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** ISO 8601 in UTC, to the second. */
    static @Nullable String seconds(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void end() throws IOException {
        writeHeader();
    }
}
