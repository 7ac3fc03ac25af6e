package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
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

    /** A column of every manifest: its name and the function that fills it. */
    private record Fixed(String name, Function<ManifestEntry, String> cell) {}

    private static final List<Fixed> FIXED = List.of(
            new Fixed("row", manifestEntry -> text(manifestEntry.row().row())),
            new Fixed("id", manifestEntry -> text(manifestEntry.row().rowId())),
            new Fixed("status", manifestEntry -> manifestEntry.status().word()),
            new Fixed("file", manifestEntry -> joined(manifestEntry, EntryVideo::name)),
            new Fixed("bytes", manifestEntry -> joined(manifestEntry, EntryVideo::bytes)),
            new Fixed("sha256", manifestEntry -> joined(manifestEntry, EntryVideo::sha256)),
            new Fixed("model", manifestEntry -> clip(manifestEntry, Clip::model)),
            new Fixed("size", manifestEntry -> clip(manifestEntry, Clip::size)),
            new Fixed("duration", manifestEntry -> clip(manifestEntry, Clip::duration)),
            new Fixed("prompt", manifestEntry -> text(manifestEntry.row().prompt())),
            new Fixed("task_id", manifestEntry -> clip(manifestEntry, Clip::taskId)),
            new Fixed("request_id", manifestEntry -> clip(manifestEntry, Clip::requestId)),
            new Fixed("submissions", manifestEntry -> text(manifestEntry.row().submissions())),
            new Fixed("cost", manifestEntry -> cost(manifestEntry.row().cost())),
            new Fixed("submitted_at", manifestEntry -> clip(manifestEntry, clip -> seconds(clip.submittedAt()))),
            new Fixed("finished_at", manifestEntry -> clip(manifestEntry, clip -> seconds(clip.finishedAt()))),
            new Fixed("error_code", manifestEntry -> text(manifestEntry.errorCode())),
            new Fixed("error_message", manifestEntry -> text(manifestEntry.errorMessage())),
            new Fixed("url", manifestEntry -> joined(manifestEntry, EntryVideo::url)),
            new Fixed("variant", manifestEntry -> text(manifestEntry.row().variant())),
            new Fixed("currency", manifestEntry -> clip(manifestEntry, ManifestCsv::currency)),
            new Fixed("file_note", ManifestEntry::fileNote));

    private static final List<String> NAMES = FIXED.stream().map(Fixed::name).toList();

    private final CsvLines lines;
    private final HeaderColumns other;
    private List<String> columns = List.of();

    ManifestCsv(Writer writer, HeaderColumns other) {
        this.lines = new CsvLines(writer);
        this.other = other;
    }

    @Override
    public void add(ManifestEntry manifestEntry) throws IOException {
        other.add(manifestEntry.other().propertyNames());
        writeHeader();
        List<String> cells = new ArrayList<>();
        FIXED.forEach(column -> cells.add(column.cell().apply(manifestEntry)));
        columns.forEach(column -> cells.add(CsvLines.cell(manifestEntry.other().path(column))));
        lines.writeGuarded(cells);
    }

    private void writeHeader() throws IOException {
        if (lines.isEmpty()) {
            columns = other.freeze();
            List<String> header = new ArrayList<>(NAMES);
            columns.forEach(column -> header.add(CsvLines.guarded(isTaken(column) ? "input:" + column : column)));
            lines.write(header);
        }
    }

    /** Compares names without case, as many programs that read CSV do. */
    private static boolean isTaken(String column) {
        return NAMES.contains(column.strip().toLowerCase(Locale.ROOT));
    }

    private static String cost(@Nullable BigDecimal cost) {
        return cost == null ? "" : Cost.rounded(cost).toPlainString();
    }

    private static @Nullable String currency(Clip clip) {
        return clip.price() == null ? null : clip.price().currency();
    }

    private static String clip(ManifestEntry manifestEntry, Function<Clip, @Nullable Object> value) {
        Clip clip = manifestEntry.clip();
        return clip == null ? "" : text(value.apply(clip));
    }

    private static String joined(ManifestEntry manifestEntry, Function<EntryVideo, @Nullable Object> value) {
        return manifestEntry.videos().stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(";"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Formats a time as ISO 8601 in UTC, to the second. */
    static @Nullable String seconds(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void end() throws IOException {
        writeHeader();
    }
}
