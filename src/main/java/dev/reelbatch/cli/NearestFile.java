package dev.reelbatch.cli;

import dev.reelbatch.text.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file that a person probably meant by the name of a missing one. */
final class NearestFile {

    private NearestFile() {}

    /** Returns the file with the most similar name in the same folder, among those with one of these extensions. */
    static Optional<Path> to(Path missing, List<String> extensions) {
        Path folder = missing.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, Path> byStem = files.filter(file -> extensions.contains(extension(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .collect(Collectors.toMap(NearestFile::stem, file -> file, (first, other) -> first));
            return Optional.ofNullable(Suggestion.text(stem(missing), byStem.keySet()))
                    .map(byStem::get)
                    .map(file -> missing.resolveSibling(file.getFileName()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // it is only a hint
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
