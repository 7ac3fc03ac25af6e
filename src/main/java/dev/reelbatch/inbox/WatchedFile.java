package dev.reelbatch.inbox;

import dev.reelbatch.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The sheets that {@link LateChanges} watches, stored in working/ for the next process. */
final class WatchedFile {

    private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    WatchedFile(InboxFolders folders) {
        this.file = folders.working().resolve(".reelbatch-watched.json");
    }

    /** A sheet and the time when it left working/. */
    record Entry(LateChanges.Left left, Instant leftAt) {

        private Kept kept() {
            String results = left.results() == null ? null : left.results().toString();
            return new Kept(
                    left.sheet().toString(), left.page().toString(), left.name(), left.sha256(), results, leftAt);
        }
    }

    private record Kept(
            String sheet,
            String page,
            String name,
            String sha256,
            @Nullable String results,
            Instant leftAt) {

        private Entry entry() {
            Path folder = results == null ? null : Path.of(results);
            return new Entry(new LateChanges.Left(Path.of(sheet), Path.of(page), name, sha256, folder), leftAt);
        }
    }

    /** Reads the sheets that the process before watched; empty if they can't be read. */
    List<Entry> read() {
        try {
            return List.of(JSON.readValue(Files.readAllBytes(file), Kept[].class)).stream()
                    .map(Kept::entry)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | JacksonException | InvalidPathException e) {
            log.warn("{} can't be read, so changes of sheets while reelbatch was not running go unnoticed", file, e);
            return List.of();
        }
    }

    /** Stores the sheets; a failure must not keep a sheet from leaving. */
    void write(List<Entry> entries) {
        try {
            AtomicFile.write(
                    file,
                    JSON.writeValueAsBytes(entries.stream().map(Entry::kept).toList()));
        } catch (IOException e) {
            log.warn("{} can't be written", file, e);
        }
    }
}
