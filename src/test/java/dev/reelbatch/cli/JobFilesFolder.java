package dev.reelbatch.cli;

import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Job files in a folder {@code jobs}, as a {@code serve} reads and writes them. */
final class JobFilesFolder {

    private JobFilesFolder() {}

    /**
     * Writes job files, and returns what serves them.
     *
     * @param folder in which {@code serve} was started
     * @param texts by the files' names
     */
    static JobFilesOnDisk of(Path folder, Map<String, String> texts) throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            files.add(Files.writeString(jobs.resolve(text.getKey()), text.getValue()));
        }
        Terminal terminal = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                Reader.nullReader(),
                false,
                Map.of());
        return new JobFilesOnDisk(
                JobFileStates.in(jobs, Time.system()),
                ServedFiles.found(files, terminal, true),
                all -> {},
                disk -> new JobFileWriter(
                        jobs, true, disk, new JobFilePlaces(folder, List.of(folder.resolve("home"), jobs))));
    }
}
