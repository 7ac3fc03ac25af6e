package dev.reelbatch.inbox;

import dev.reelbatch.inbox.InboxFolders.Ending;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files sheets: each leaves working/ by one rename. The files that go with a sheet are written before and wait in a
 * hidden folder: after a kill they are moved to a sheet that has left, or deleted if it has not, since that sheet is
 * taken up again.
 */
final class SheetFiling {

    static final String PAGE = ".html";
    static final String ERRORS_CSV = ".errors.csv";
    static final String ERRORS_XLSX = ".errors.xlsx";
    static final String ERRORS_TEXT = ".errors.txt";
    private static final List<String> BESIDE = List.of(ERRORS_CSV, ERRORS_XLSX, ERRORS_TEXT, PAGE);

    private static final Logger log = LoggerFactory.getLogger(SheetFiling.class);

    private final InboxFolders folders;
    private final Time time;

    SheetFiling(InboxFolders folders, Time time) {
        this.folders = folders;
        this.time = time;
    }

    /** Finds a free name and reserves it by an empty page. */
    Draft begin(Path sheet, Ending ending) throws IOException {
        Instant now = time.now();
        String name = sheet.getFileName().toString();
        for (int number = 1; ; number++) {
            Draft draft = new Draft(sheet, ending, StampedName.of(now, ZoneId.systemDefault(), name, number));
            if (draft.isFree()) {
                try {
                    Files.createFile(draft.waiting(PAGE));
                    return draft;
                } catch (FileAlreadyExistsException e) {
                    log.debug("{} is being filed", draft.name);
                }
            }
        }
    }

    /** Completes what a killed process was doing. */
    void recover() {
        for (Ending ending : Ending.values()) {
            try (Stream<Path> waiting = Files.list(folders.settling(ending))) {
                for (Path file : waiting.toList()) {
                    recover(file, ending);
                }
            } catch (IOException e) {
                throw new InboxException(
                        Text.of("%s can't be cleaned up (%s).", folders.settling(ending), InboxException.reason(e)), e);
            }
        }
    }

    private void recover(Path waiting, Ending ending) throws IOException {
        String name = waiting.getFileName().toString();
        String end = BESIDE.stream().filter(name::endsWith).findFirst().orElse("");
        String sheet = name.substring(0, name.length() - end.length());
        if (Files.exists(folders.of(ending).resolve(sheet), LinkOption.NOFOLLOW_LINKS)) {
            Files.move(waiting, folders.of(ending).resolve(filedName(sheet, end)), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(waiting);
        }
    }

    /** Returns the name of a file that goes with a sheet: the copy to be corrected has one for people. */
    private static String filedName(String sheet, String end) {
        return end.equals(ERRORS_CSV) || end.equals(ERRORS_XLSX)
                ? StampedName.toFix(sheet, end.substring(end.lastIndexOf('.')))
                : sheet + end;
    }

    /** The files that go with one sheet. */
    final class Draft implements AutoCloseable {

        private final Path sheet;
        private final Ending ending;
        private final String name;

        private Draft(Path sheet, Ending ending, String name) {
            this.sheet = sheet;
            this.ending = ending;
            this.name = name;
        }

        private boolean isFree() {
            return Stream.concat(Stream.of(""), BESIDE.stream())
                    .map(this::filed)
                    .noneMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
        }

        private Path filed(String end) {
            return folders.of(ending).resolve(nameWith(end));
        }

        /** Returns the end for the copy to be corrected, which has the format of the sheet. */
        String errorsEnd() {
            return name.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? ERRORS_XLSX : ERRORS_CSV;
        }

        /** Returns the path for writing a file with this end after the sheet's name. */
        Path waiting(String end) {
            return folders.settling(ending).resolve(name + end);
        }

        /** Returns the folder where all the files will be. */
        Path folder() {
            return folders.of(ending);
        }

        /** Returns the final name of a file with this end. */
        String nameWith(String end) {
            return filedName(name, end);
        }

        void write(String end, String content) throws IOException {
            Files.writeString(waiting(end), content, StandardCharsets.UTF_8);
        }

        /** Moves the sheet out, and all that was written with it. Returns the page. */
        Path moveOut() throws IOException {
            CrashPoint.BEFORE_SETTLE.reach();
            move();
            CrashPoint.AFTER_SETTLE.reach();
            for (String end : BESIDE) {
                bring(end);
            }
            return page();
        }

        /** Returns the path of the page once the sheet has left. */
        Path page() {
            return filed(PAGE);
        }

        /** Returns the path of the sheet once it has left. */
        Path sheet() {
            return filed("");
        }

        void move() throws IOException {
            try {
                Files.move(sheet, filed(""), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(folders.of(ending))) {
                    throw e;
                }
                log.warn("{} was removed while its run was going", sheet);
            }
        }

        private void bring(String end) {
            if (Files.exists(waiting(end))) {
                try {
                    Files.move(waiting(end), filed(end), StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    log.warn("{} could not be moved to its place; the next start tries again", waiting(end), e);
                }
            }
        }

        /** Deletes the files that did not go with the sheet because it stayed. */
        @Override
        public void close() throws IOException {
            if (Files.exists(sheet)) {
                for (String end : BESIDE) {
                    Files.deleteIfExists(waiting(end));
                }
            }
        }
    }
}
