package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.report.Entry.EntryVideo;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
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

    /** A column of every manifest: its name, and what stands in it. */
    private record Fixed(String name, Function<Entry, String> cell) {}

    private static final List<Fixed> FIXED = List.of(
            new Fixed("row", entry -> text(entry.row().row())),
            new Fixed("id", entry -> text(entry.row().rowId())),
            new Fixed("status", entry -> entry.status().word()),
            new Fixed("file", entry -> joined(entry, EntryVideo::name)),
            new Fixed("bytes", entry -> joined(entry, EntryVideo::bytes)),
            new Fixed("sha256", entry -> joined(entry, EntryVideo::sha256)),
            new Fixed("model", entry -> clip(entry, Clip::model)),
            new Fixed("size", entry -> clip(entry, Clip::size)),
            new Fixed("duration", entry -> clip(entry, Clip::duration)),
            new Fixed("prompt", entry -> text(entry.row().prompt())),
            new Fixed("task_id", entry -> clip(entry, Clip::taskId)),
            new Fixed("request_id", entry -> clip(entry, Clip::requestId)),
            new Fixed("submissions", entry -> text(entry.row().submissions())),
            new Fixed("cost", entry -> cost(entry.row().cost())),
            new Fixed("submitted_at", entry -> clip(entry, clip -> seconds(clip.submittedAt()))),
            new Fixed("finished_at", entry -> clip(entry, clip -> seconds(clip.finishedAt()))),
            new Fixed("error_code", entry -> text(entry.errorCode())),
            new Fixed("error_message", entry -> text(entry.errorMessage())),
            new Fixed("url", entry -> joined(entry, EntryVideo::url)),
            new Fixed("variant", entry -> text(entry.row().variant())),
            new Fixed("currency", entry -> clip(entry, ManifestCsv::currency)),
            new Fixed("file_note", Entry::note));

    private static final List<String> NAMES = FIXED.stream().map(Fixed::name).toList();

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
        List<String> cells = new ArrayList<>();
        FIXED.forEach(column -> cells.add(column.cell().apply(entry)));
        columns.forEach(column -> cells.add(CsvCell.of(entry.other().path(column))));
        lines.write(cells.stream().map(CsvCell::guarded).toList());
    }

    private void writeHeader() throws IOException {
        if (lines.isEmpty()) {
            columns = other.freeze();
            List<String> header = new ArrayList<>(NAMES);
            columns.forEach(column -> header.add(CsvCell.guarded(isTaken(column) ? "input:" + column : column)));
            lines.write(header);
        }
    }

    /** Without case, as many programs that read CSV compare names. */
    private static boolean isTaken(String column) {
        return NAMES.contains(column.strip().toLowerCase(Locale.ROOT));
    }

    private static String cost(@Nullable BigDecimal cost) {
        return cost == null ? "" : Amount.shown(cost).toPlainString();
    }

    private static @Nullable String currency(Clip clip) {
        return clip.price() == null ? null : clip.price().currency();
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
