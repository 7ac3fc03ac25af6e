package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes the parts of a home that are worth keeping to one ZIP file: the database, the inputs' copies, the settings and
 * any other files; not the logs, nor files that belong to a process. Unpacked into an empty folder it is a home.
 */
public final class BackupFile {

    public static final String DATABASE = "ledger.mv.db";

    private static final Set<String> LEFT_OUT =
            Set.of("lock", "status.json", "asked", "logs", "rehearsal", DATABASE, "ledger.trace.db");

    private BackupFile() {}

    /**
     * Writes the backup, which is complete or absent, and on the disk when this returns.
     *
     * @param database the database's file, or a ZIP file that contains it
     */
    public static void write(Home home, Path database, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
                addDatabase(zip, database);
                for (Path file : others(home.folder())) {
                    add(zip, home.folder(), file);
                }
            }
            AtomicFile.force(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.forceFolder(target);
        } catch (IOException | UncheckedIOException e) {
            part.toFile().delete();
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of("The backup %s can't be written: %s", target, e.getMessage()),
                    e);
        }
    }

    private static void addDatabase(ZipOutputStream zip, Path database) throws IOException {
        zip.putNextEntry(new ZipEntry(DATABASE));
        if (database.toString().endsWith(".zip")) {
            unpackDatabase(database, zip);
        } else {
            Files.copy(database, zip);
        }
        zip.closeEntry();
    }

    /** Copies the database out of a ZIP file. */
    public static void unpackDatabase(Path zipFile, OutputStream to) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zipFile))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(DATABASE)) {
                    zip.transferTo(to);
                    return;
                }
            }
        }
        throw new IOException(zipFile + " holds no database");
    }

    private static List<Path> others(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !LEFT_OUT.contains(
                            folder.relativize(file).getName(0).toString()))
                    .filter(file -> !file.getFileName().toString().endsWith(".tmp"))
                    .sorted()
                    .toList();
        }
    }

    private static void add(ZipOutputStream zip, Path folder, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/")));
            in.transferTo(zip);
            zip.closeEntry();
        } catch (NoSuchFileException e) {
            // removed since the list was made: nothing refers to it
        }
    }
}
