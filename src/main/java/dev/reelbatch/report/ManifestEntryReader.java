package dev.reelbatch.report;

import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RunNotes;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.ledger.VideoFile;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns ledger rows into manifest lines. */
final class ManifestEntryReader {

    private final Path outDir;
    private final RunNotes notes;
    private final JsonMapper json;
    private final SheetColumns columns;
    private final BiPredicate<Path, String> holds;

    /** @param holds see {@link VideoFile#in} */
    ManifestEntryReader(
            Path outDir, RunNotes notes, JsonMapper json, SheetColumns columns, BiPredicate<Path, String> holds) {
        this.notes = notes;
        this.outDir = outDir;
        this.json = json;
        this.columns = columns;
        this.holds = holds;
    }

    ManifestEntry read(ReportRow row) {
        ManifestStatus status = ManifestStatus.of(row);
        return new ManifestEntry(
                row,
                status,
                row.videos().stream()
                        .map(video -> video(row, status, video))
                        .sorted(Comparator.comparingInt(ManifestEntryReader::rank))
                        .toList(),
                row.clip() == null || status != ManifestStatus.DELIVERED
                        ? ""
                        : notes.of(row.clip().id()),
                row.clip() == null || status != ManifestStatus.DELIVERED ? null : columns.draftColumn(row.clip()),
                object(row.other()),
                object(row.cells()));
    }

    private static int rank(EntryVideo video) {
        return video.isVideo() ? 0 : video.file() != null ? 1 : 2;
    }

    private ObjectNode object(String text) {
        return (ObjectNode) json.readTree(text);
    }

    private EntryVideo video(ReportRow row, ManifestStatus status, Video video) {
        Path file = status == ManifestStatus.DELIVERED ? shown(row, video) : null;
        return file == null
                ? new EntryVideo(video.url(), null, null, null, null)
                : new EntryVideo(video.url(), file, name(file), video.bytes(), video.sha256());
    }

    /** Describes a delivered video whose row is no longer in the sheet. */
    EntryVideo unasked(Path file) {
        return new EntryVideo("", file, name(file), null, null);
    }

    private @Nullable Path shown(ReportRow row, Video video) {
        Path file = video.file();
        return file == null || row.fileName() == null ? file : VideoFile.in(outDir, row.fileName(), video, file, holds);
    }

    private String name(Path file) {
        return name(outDir, file);
    }

    /** Returns the file's name with forward slashes, relative to OUT if it is under it. */
    static String name(Path outDir, Path file) {
        Path shown = file.startsWith(outDir) ? outDir.relativize(file) : file;
        return shown.toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
