package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Run;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * redo.csv: the videos to redo, as a sheet that can be run unchanged. As in {@link FailedCsv}, its cells are exact and
 * no header starts a formula. Columns have the names that every reader knows, whatever this sheet called them, and
 * values from the run's options are filled in. The last columns identify the video of the row, so that an unchanged row
 * is recognised as the same video. Where a template makes the prompts, only a changed one is written.
 */
final class RedoCsv {

    private static final String PROMPT = "prompt";
    private static final List<String> SETTINGS = List.of("model", "size", "duration");

    private final CsvLines lines;
    private final Run run;
    private final SheetColumns sheet;
    private final Map<String, @Nullable String> meanings = new LinkedHashMap<>();
    private final List<String> settings;
    private final @Nullable String promptColumn;

    /** @param columns of the sheet */
    RedoCsv(Writer writer, Run run, SheetColumns sheet, Collection<String> columns) throws IOException {
        this.lines = new CsvLines(writer);
        this.run = run;
        this.sheet = sheet;
        columns.forEach(column -> meanings.put(column, sheet.meaning(run, column)));
        this.settings =
                SETTINGS.stream().filter(name -> !meanings.containsValue(name)).toList();
        this.promptColumn = meanings.entrySet().stream()
                .filter(column -> PROMPT.equals(column.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        writeHeader();
    }

    /** @param prompt null for the same */
    void add(ManifestEntry entry, @Nullable String prompt) throws IOException {
        String changed = isChanged(entry, prompt) ? prompt : null;
        Clip clip = entry.clip();
        List<String> line = new ArrayList<>();
        meanings.forEach((column, meaning) -> line.add(cell(entry, column, meaning, changed)));
        if (promptColumn == null) {
            line.add(Objects.requireNonNullElse(changed, ""));
        }
        settings.forEach(name -> line.add(setting(clip, name)));
        line.addAll(sheet.place(
                        run,
                        entry.row().row(),
                        String.valueOf(entry.row().variant()),
                        SheetColumns.known(entry.cells(), meanings))
                .cells());
        lines.write(line);
    }

    private void writeHeader() throws IOException {
        List<String> header = new ArrayList<>();
        // a column of shapes keeps its own name, because not every model accepts 16:9 as a size
        meanings.forEach((column, meaning) ->
                header.add(meaning == null || SheetColumns.FRAME.equals(meaning) ? column : meaning));
        if (promptColumn == null) {
            header.add(PROMPT);
        }
        header.addAll(settings);
        header.addAll(SheetColumns.Place.COLUMNS);
        lines.writeGuarded(header);
    }

    private static String cell(
            ManifestEntry entry, String column, @Nullable String meaning, @Nullable String changedPrompt) {
        String cell = CsvLines.cell(entry.cells().path(column));
        if (meaning == null) {
            return cell;
        }
        return switch (meaning) {
            case PROMPT -> Objects.requireNonNullElse(changedPrompt, cell);
            case "count" -> "1"; // this video, not all variants of its row
            case "model", "size", "duration" -> cell.isBlank() ? setting(entry.clip(), meaning) : cell;
            default -> cell;
        };
    }

    private static String setting(@Nullable Clip clip, String name) {
        if (clip == null) {
            return "";
        }
        return switch (name) {
            case "model" -> clip.model();
            case "size" -> Objects.requireNonNullElse(clip.size(), "");
            default -> clip.duration() == null ? "" : String.valueOf(clip.duration());
        };
    }

    private boolean isChanged(ManifestEntry entry, @Nullable String prompt) {
        return prompt != null
                && !prompt.isBlank()
                && !prompt.strip().equals(promptToEdit(entry).strip());
    }

    /** Returns the prompt as a person changes it: where a template wraps it, the sheet's own text. */
    String promptToEdit(ManifestEntry entry) {
        return sheet.wrapsPrompts(run)
                ? promptColumn == null ? "" : CsvLines.cell(entry.cells().path(promptColumn))
                : Objects.requireNonNullElse(entry.row().prompt(), "");
    }
}
