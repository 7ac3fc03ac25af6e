package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sheets that a team prepares in the browser before somebody starts their runs, each in a folder of its own. */
public final class PreparedRuns {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final String RECORD = "prepared.json";
    private static final String GIVEN = "given";
    private static final String EDITED = "edited";

    private final Path folder;

    public PreparedRuns(Home home) {
        this.folder = home.folder().resolve("prepared");
    }

    /**
     * A sheet and what is said about its run so far.
     *
     * @param owner who gave it
     * @param changedBy who changed it last; null if nobody did
     * @param name the sheet's safe file name
     * @param fields named as the options of {@code run}, with {@code _} for {@code -}
     * @param cells changed texts, by the row's number and the column's heading
     * @param changedIn in which change each of these was changed last, by row and heading; null in older records
     * @param isText whether the sheet with the changed texts is a text in UTF-8 with commas, though another was given
     * @param edits number of changes and starts so far
     * @param run the requested run that it became; null until then
     */
    public record Prepared(
            String id,
            String owner,
            Instant changedAt,
            @Nullable String changedBy,
            String name,
            Map<String, List<String>> fields,
            Map<Integer, Map<String, String>> cells,
            @Nullable Map<Integer, Map<String, Integer>> changedIn,
            boolean isText,
            int edits,
            @Nullable String run) {

        /** Returns it with other options and texts, so that it is to be started anew. */
        public Prepared changed(
                Map<String, List<String>> to,
                Map<Integer, Map<String, String>> texts,
                boolean text,
                String by,
                Instant now) {
            return new Prepared(id, owner, now, by, name, to, texts, changesWith(texts), text, edits + 1, null);
        }

        private Map<Integer, Map<String, Integer>> changesWith(Map<Integer, Map<String, String>> texts) {
            Map<Integer, Map<String, Integer>> changes = new TreeMap<>();
            texts.forEach((row, all) -> all.forEach((heading, text) -> {
                boolean isSame = text.equals(cells.getOrDefault(row, Map.of()).get(heading));
                changes.computeIfAbsent(row, number -> new TreeMap<>())
                        .put(heading, isSame ? changeOf(row, heading) : edits + 1);
            }));
            return changes;
        }

        private int changeOf(int row, String heading) {
            return changedIn == null ? 0 : changedIn.getOrDefault(row, Map.of()).getOrDefault(heading, 0);
        }

        /** Returns true if a cell was changed after somebody has seen the sheet. */
        public boolean isChangedSince(int seenEdits, int row, String heading) {
            return changeOf(row, heading) > seenEdits;
        }

        /** Returns it with the run that it became. */
        public Prepared started(String requestedRun) {
            return new Prepared(
                    id, owner, changedAt, changedBy, name, fields, cells, changedIn, isText, edits + 1, requestedRun);
        }
    }

    /** Keeps a sheet. */
    public Prepared add(String owner, String name, byte[] sheet, Instant now) {
        Prepared prepared = new Prepared(
                UUID.randomUUID().toString(), owner, now, null, name, Map.of(), Map.of(), Map.of(), false, 0, null);
        write(given(prepared), sheet);
        put(prepared);
        return prepared;
    }

    public void put(Prepared prepared) {
        write(of(prepared.id()).resolve(RECORD), JSON.writeValueAsBytes(prepared));
    }

    public Optional<Prepared> find(String id) {
        return ID.matcher(id).matches() ? read(of(id)) : Optional.empty();
    }

    /** Returns those that were changed last, the latest first. */
    public List<Prepared> latest(int most) {
        try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return all.flatMap(one -> read(one).stream())
                    .sorted(Comparator.comparing(Prepared::changedAt).reversed())
                    .limit(most)
                    .toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns the sheet as it was given. */
    public Path given(Prepared prepared) {
        return of(prepared.id()).resolve(GIVEN).resolve(prepared.name());
    }

    /** Returns the sheet with the changed texts, written by {@link #putEdited}. */
    public Path edited(Prepared prepared) {
        return of(prepared.id()).resolve(EDITED).resolve(prepared.name());
    }

    public void putEdited(Prepared prepared, byte[] sheet) {
        write(edited(prepared), sheet);
    }

    public void delete(Prepared prepared) {
        FileSystemUtils.deleteRecursively(of(prepared.id()).toFile());
    }

    /** Deletes those that were last changed before then. */
    public void deleteBefore(Instant before) throws IOException {
        try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path one : all.toList()) {
                if (Files.getLastModifiedTime(one).toInstant().isBefore(before)
                        && read(one)
                                .filter(found -> !found.changedAt().isBefore(before))
                                .isEmpty()) {
                    FileSystemUtils.deleteRecursively(one);
                }
            }
        }
    }

    private Path of(String id) {
        return folder.resolve(id);
    }

    private static Optional<Prepared> read(Path folder) {
        try {
            return Files.exists(folder.resolve(RECORD))
                    ? Optional.of(JSON.readValue(Files.readAllBytes(folder.resolve(RECORD)), Prepared.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty(); // of another version, or half deleted
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.writeForced(file, content);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static UserException unusable(IOException e) {
        return new UserException(
                UserException.Kind.UNAVAILABLE,
                Text.of(
                        "The sheet can't be kept in the home folder (%s). Nothing was submitted. Free some space there, then try again.",
                        String.valueOf(e.getMessage())),
                e);
    }
}
