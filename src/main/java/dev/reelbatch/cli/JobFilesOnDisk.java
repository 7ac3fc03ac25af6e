package dev.reelbatch.cli;

import dev.reelbatch.serve.JobFileEditor;
import dev.reelbatch.serve.JobFileSource;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The job files of a {@code serve} as they are on the disk, also if they are changed while it runs. One that is wrong, or
 * does not go together with the others, is served as it was before.
 */
final class JobFilesOnDisk implements JobFileSource {

    private final JobFileStates states;
    private final Map<String, String> settings; // of the process
    private final Consumer<List<ServedJob>> check;
    private final JobFileEditor editor;
    private final Map<Path, String> wrong = new TreeMap<>();
    private volatile ServedFiles served;
    private volatile List<Problem> problems = List.of();

    /**
     * Begins with the files as they were read at the start.
     *
     * @param states as they were before that
     * @param editor makes what changes them for people
     * @param check throws a {@link UserException} if these jobs can't be served together
     */
    JobFilesOnDisk(
            JobFileStates states,
            ServedFiles served,
            Consumer<List<ServedJob>> check,
            Function<JobFilesOnDisk, JobFileEditor> editor) {
        this.states = states;
        this.served = served.onItsApi();
        this.settings = served.settings();
        this.check = check;
        this.editor = editor.apply(this);
    }

    @Override
    public List<ServedJob> jobs() {
        return served.jobs();
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public synchronized boolean look() {
        Set<Path> changed = states.changed();
        boolean isNew = !changed.isEmpty();
        for (Path file : changed) {
            isNew |= take(file);
        }
        for (Path file : List.copyOf(wrong.keySet())) { // another one may have been in its way, or it could not be read
            isNew |= take(file);
        }
        if (isNew) {
            problems = wrong.entrySet().stream()
                    .map(entry -> new Problem(
                            entry.getKey().getFileName().toString(), () -> why(entry.getKey(), entry.getValue())))
                    .toList();
        }
        return isNew;
    }

    /** Takes a file as it is now. Returns true if it became right or wrong, or is wrong in another way. */
    private boolean take(Path file) {
        try {
            served = Files.exists(file) ? with(file) : served.without(file);
            return wrong.remove(file) != null;
        } catch (UserException e) {
            String why = String.valueOf(e.getMessage());
            return !why.equals(wrong.put(file, why));
        }
    }

    /** @throws UserException if the file is wrong, or does not go together with the others */
    private ServedFiles with(Path path) {
        JobFile file = JobFile.read(path);
        return JobTimes.of(file).isServed() ? together(path, file) : served.without(path);
    }

    /**
     * Checks whether a file could be served in place of another one, or beside all.
     *
     * @throws UserException if it is wrong, or does not go together with the others
     */
    void check(Path instead, JobFile file) {
        together(instead, file);
    }

    private ServedFiles together(Path instead, JobFile file) {
        ServedFiles together = served.without(instead).with(file);
        file.settings().forEach((name, value) -> {
            if (!value.equals(settings.get(name))) {
                throw new UserException(Text.of(
                        "%s sets %s to %s. Settings apply to all jobs, from the start of serve: start it again.",
                        file.file(), name, value));
            }
        });
        check.accept(together.jobs());
        return together;
    }

    @Override
    public Optional<JobFileEditor> editor() {
        return Optional.of(editor);
    }

    /** Returns the file of a job that is served. */
    Optional<Path> path(String job) {
        return served.file(job);
    }

    /** Returns the jobs of all files but one. */
    List<ServedJob> others(Path but) {
        return served.without(but).jobs();
    }

    /** Says that a file was written as a whole just now. */
    void written(Path file) {
        states.written(file);
    }

    /** Says it in the language of who asks. */
    private String why(Path file, String before) {
        try {
            with(file);
            return before;
        } catch (UserException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
