package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** picks.csv: the videos to keep with their files, for spreadsheets, so no cell starts a formula. */
final class PicksCsv {

    private static final List<String> FIXED =
            List.of("row", "id", "variant", "file", "prompt", "model", "size", "duration", "cost", "currency");

    private final CsvLines lines;
    private final List<String> other;

    /** @param columns of the sheet */
    PicksCsv(Writer writer, Run run, SheetColumns sheet, Collection<String> columns) throws IOException {
        this.lines = new CsvLines(writer);
        this.other = columns.stream()
                .filter(name -> sheet.meaning(run, name) == null)
                .toList();
        List<String> header = new ArrayList<>(FIXED);
        other.forEach(
                name -> header.add(FIXED.contains(name.strip().toLowerCase(Locale.ROOT)) ? "input:" + name : name));
        lines.writeGuarded(header);
    }

    void add(ManifestEntry entry) throws IOException {
        Clip clip = entry.clip();
        boolean hasPrice = clip != null && clip.price() != null && entry.row().cost() != null;
        List<String> line = new ArrayList<>(List.of(
                String.valueOf(entry.row().row()),
                text(entry.row().rowId()),
                String.valueOf(entry.row().variant()),
                entry.videos().stream()
                        .filter(EntryVideo::isVideo)
                        .map(EntryVideo::name)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(";")),
                text(entry.row().prompt()),
                clip == null ? "" : clip.model(),
                clip == null ? "" : text(clip.size()),
                clip == null ? "" : text(clip.duration()),
                hasPrice
                        ? Cost.rounded(Objects.requireNonNull(entry.row().cost()))
                                .toPlainString()
                        : "",
                hasPrice
                        ? Objects.requireNonNull(Objects.requireNonNull(clip).price())
                                .currency()
                        : ""));
        other.forEach(name -> line.add(CsvLines.cell(entry.cells().path(name))));
        lines.writeGuarded(line);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
