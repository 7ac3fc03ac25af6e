package dev.reelbatch.cli;

import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The places of inboxes and sheets that people may name in a browser: below the folder in which serve was started. */
final class JobFilePlaces {

    private static final int DEPTH = 2;
    private static final int SHEETS = 50;
    private static final Pattern SHEET = Pattern.compile("(?i)[^.~].*\\.(csv|tsv|xlsx)");

    private final Path folder;
    private final List<Path> own; // of reelbatch: nobody's sheets

    /**
     * Creates them.
     *
     * @param folder in which serve was started
     * @param own folders that are no place for sheets
     */
    JobFilePlaces(Path folder, List<Path> own) {
        this.folder = folder.toAbsolutePath().normalize();
        this.own =
                own.stream().map(path -> this.folder.resolve(path).normalize()).toList();
    }

    /** @throws UserException if the folder can't be an inbox besides those of the others */
    void checkInbox(String named, List<ServedJob> others) {
        Path inbox = below(named);
        for (ServedJob other : others) {
            if (other.source() instanceof ServedJob.HotFolder used
                    && (inbox.startsWith(used.folder()) || used.folder().startsWith(inbox))) {
                throw new UserException(Text.of(
                        "This folder is that of %s, is in it or holds it. Choose another: a folder in an inbox is a person's own part of it.",
                        other.name()));
            }
        }
    }

    /** @throws UserException if there is no such sheet */
    void checkSheet(String named) {
        if (!Files.isRegularFile(below(named))) {
            throw new UserException(Text.of("There is no sheet %s in the folder of the server.", named));
        }
    }

    /** Returns sheets that may be named, some of them if there are many. */
    List<String> sheets() {
        try (Stream<Path> paths = Files.walk(folder, DEPTH)) {
            return paths.filter(
                            path -> SHEET.matcher(path.getFileName().toString()).matches())
                    .filter(path -> own.stream().noneMatch(path::startsWith))
                    .map(folder::relativize)
                    .filter(path -> !hasHiddenPart(path))
                    .map(path -> path.toString().replace('\\', '/'))
                    .sorted()
                    .limit(SHEETS)
                    .toList();
        } catch (IOException | UncheckedIOException e) { // they can be typed
            return List.of();
        }
    }

    private Path below(String named) {
        try {
            Path path = folder.resolve(named).normalize();
            boolean isBelow = !Path.of(named).isAbsolute() && path.startsWith(folder) && !path.equals(folder);
            boolean isHidden = isBelow && hasHiddenPart(folder.relativize(path));
            if (isBelow && !isHidden && isReallyBelow(path) && own.stream().noneMatch(path::startsWith)) {
                return path;
            }
        } catch (InvalidPathException | IOException e) {
            // no place either
        }
        throw new UserException(Text.of(
                "\"%s\" can't be used: name a place below the folder of the server, for example sheets/week-48, that is not one of reelbatch's own.",
                named));
    }

    private static boolean hasHiddenPart(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** Links must not lead elsewhere. */
    private boolean isReallyBelow(Path path) throws IOException {
        Path there = path;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there != null && there.toRealPath().startsWith(folder.toRealPath());
    }
}
