package dev.reelbatch.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The subfolders of an inbox that are inboxes of people. A folder becomes one when a sheet is in it, so that folders with
 * pictures stay what they are.
 */
final class PersonalFolders {

    private static final Set<String> RESERVED =
            Set.of("working", "done", "failed", "returned", "results", "lost+found", "system volume information");

    /** The first characters of folders that systems and their trash keep. */
    private static final String OF_SYSTEMS = "._~@#$";

    /** Part of the names of folders in which macOS keeps a file while a program saves it. */
    private static final String WHILE_SAVING = ".sb-";

    private PersonalFolders() {}

    /** Returns them in the order of their names; none if the folder can't be read, which its own watch reports. */
    static List<Path> in(Path inbox) {
        try (Stream<Path> folders = Files.list(inbox)) {
            return folders.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .filter(folder -> mayBeAPersons(folder.getFileName().toString()))
                    .filter(PersonalFolders::isInbox)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean mayBeAPersons(String name) {
        String folded = name.strip().toLowerCase(Locale.ROOT);
        return !RESERVED.contains(folded) && OF_SYSTEMS.indexOf(name.charAt(0)) < 0 && !folded.contains(WHILE_SAVING);
    }

    private static boolean isInbox(Path folder) {
        if (Files.exists(InboxOwner.file(folder))) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(
                    file -> SheetNameFilter.isSheet(file.getFileName().toString())
                            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
