package dev.reelbatch.cli;

import dev.reelbatch.api.SheetLink;
import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.serve.JobFileEditor;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes job files: as a whole or not at all, and only what the reader of job files accepts beside the others. What is not
 * changed stays as a person has written it.
 */
final class JobFileWriter implements JobFileEditor {

    private final Path folder;
    private final boolean mayAdd;
    private final JobFilesOnDisk files;
    private final JobFilePlaces places;

    /** @param mayAdd false if serve would not take up a new file, since it was started with named ones */
    JobFileWriter(Path folder, boolean mayAdd, JobFilesOnDisk files, JobFilePlaces places) {
        this.folder = folder;
        this.mayAdd = mayAdd;
        this.files = files;
        this.places = places;
    }

    @Override
    public Optional<Opened> open(String name) {
        return files.path(name).map(path -> {
            Map<String, String> values = values(path); // first, since it says what is wrong with the file
            String text = text(path);
            return new Opened(path.getFileName().toString(), text, Sha256.of(text), values);
        });
    }

    @Override
    public List<String> sheets() {
        return places.sheets();
    }

    private static Map<String, String> values(Path path) {
        return JobFile.read(path).values();
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Outcome add(Edit edit) {
        try {
            String name = JobName.checked(edit.name());
            if (name.contains("/")) {
                throw new UserException(Text.of("The name must have no /."));
            }
            Path path = folder.resolve(name + ".yaml");
            if (Files.exists(path) || Files.exists(folder.resolve(name + ".yml"))) {
                throw new UserException(Text.of("There is a job file of this name already."));
            }
            return mayAdd
                    ? written(path, "", edit.values())
                    : byHand(
                            path,
                            JobFileText.lines(given(edit.values())),
                            Text.of(
                                    "serve was started with the names of its job files: name this one as well, at its next start."));
        } catch (UserException e) {
            return new Wrong("name", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized Outcome change(Edit edit) {
        Path path = files.path(edit.name()).orElseThrow();
        Map<String, String> before = values(path);
        String now = text(path);
        Map<String, @Nullable String> changed = new LinkedHashMap<>(edit.values());
        changed.entrySet().removeIf(entry -> Objects.equals(before.get(entry.getKey()), entry.getValue()));
        return Sha256.of(now).equals(edit.seen())
                ? written(path, now, changed)
                : new Changed(now, JobFileText.lines(changed));
    }

    private Outcome written(Path path, String before, Map<String, @Nullable String> values) {
        Wrong misplaced = misplaced(path, values);
        if (misplaced != null) {
            return misplaced;
        }
        String wanted = new JobFileText(before).with(values).text();
        String lines = before.isEmpty() ? wanted : JobFileText.lines(values);
        try {
            if (!check(path, wanted, values)) {
                return byHand(
                        path, lines, Text.of("This file is written in an unusual way, so it is not changed here."));
            }
            if (Files.isSymbolicLink(path)) {
                return byHand(path, lines, Text.of("This file is a link to another place, so it is not changed here."));
            }
            Files.createDirectories(folder);
            AtomicFile.replaceForced(path, wanted.getBytes(StandardCharsets.UTF_8));
            files.written(path);
            return new Written(path.getFileName().toString());
        } catch (UserException e) {
            String why = String.valueOf(e.getMessage());
            return new Wrong(key(why, values), why);
        } catch (IOException | UncheckedIOException e) {
            return byHand(path, lines, Text.of("The server can't write this file."));
        }
    }

    private static ByHand byHand(Path path, String lines, String why) {
        return new ByHand(path.getFileName().toString(), lines, why);
    }

    /**
     * Checks the text as if serve were started with it.
     *
     * @return false if it does not say what was meant
     * @throws UserException if it is wrong
     */
    private boolean check(Path path, String text, Map<String, @Nullable String> values) throws IOException {
        Path folder = Files.createTempDirectory("reelbatch-job-file");
        Path draft = folder.resolve(path.getFileName().toString());
        try {
            Files.writeString(draft, text);
            Map<String, String> meant = new TreeMap<>(Files.exists(path) ? values(path) : Map.of());
            values.forEach((key, value) -> {
                meant.remove(key);
                if (value != null) {
                    meant.put(key, value);
                }
            });
            if (!says(draft, meant)) {
                return false;
            }
            files.check(path, JobFile.read(draft));
            return true;
        } catch (UserException e) {
            throw new UserException(String.valueOf(e.getMessage())
                    .replace(draft.toString(), path.getFileName().toString())
                    .replace(folder + "/", ""));
        } finally {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(folder);
        }
    }

    private static boolean says(Path draft, Map<String, String> meant) {
        try {
            return JobFile.values(draft).equals(meant);
        } catch (UserException e) { // its lines do not go together
            return false;
        }
    }

    private @Nullable Wrong misplaced(Path path, Map<String, @Nullable String> values) {
        String inbox = values.get("inbox");
        String sheet = values.get("input");
        try {
            if (inbox != null) {
                places.checkInbox(inbox, files.others(path));
            }
            if (sheet != null && !SheetLink.isOne(sheet)) {
                places.checkSheet(sheet);
            }
            return null;
        } catch (UserException e) {
            return new Wrong(inbox == null ? "input" : "inbox", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, @Nullable String> given(Map<String, @Nullable String> values) {
        Map<String, @Nullable String> given = new LinkedHashMap<>(values);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    /** Returns the key that a message of the reader names. */
    private static String key(String why, Map<String, @Nullable String> values) {
        return values.keySet().stream()
                .filter(key -> why.matches("(?s).*(?<![\\w-])(--)?" + key + "(?![\\w-]).*"))
                .findFirst()
                .orElse("");
    }
}
