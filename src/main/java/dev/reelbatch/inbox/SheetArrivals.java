package dev.reelbatch.inbox;

import dev.reelbatch.inbox.Inbox.Rules;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.file.filters.ChainFileListFilter;
import org.springframework.integration.file.filters.FileListFilter;
import org.springframework.integration.file.filters.FileSystemMarkerFilePresentFileListFilter;
import org.springframework.integration.file.inbound.FileReadingMessageSource;

/** The inbox as a source of complete sheets, and the way each of them is taken. */
final class SheetArrivals {

    private static final Logger log = LoggerFactory.getLogger(SheetArrivals.class);

    private final InboxFolders folders;
    private final Rules rules;
    private final Consumer<Path> taken;
    private final InboxNotices inboxNotices;
    private final StableFileFilter stableFileFilter;
    private final SheetClaimer sheetClaimer;

    /** @param taken gets each sheet's path in working/ */
    SheetArrivals(InboxFolders folders, Rules rules, Time time, Consumer<Path> taken, Consumer<String> notices) {
        this.folders = folders;
        this.rules = rules;
        this.taken = taken;
        this.inboxNotices = new InboxNotices(notices);
        this.stableFileFilter = new StableFileFilter(rules.settle(), time, this.inboxNotices);
        this.sheetClaimer = new SheetClaimer(folders, stableFileFilter, this.inboxNotices, time);
    }

    /** Creates a source that polls the folder, since network shares report no events. */
    FileReadingMessageSource source() {
        FileReadingMessageSource source = new FileReadingMessageSource();
        source.setDirectory(folders.dir().toFile());
        source.setAutoCreateDirectory(false);
        source.setFilter(new ChainFileListFilter<>(List.of(inboxNotices, stableFileFilter, sheets(), sheetClaimer)));
        return source;
    }

    private FileListFilter<File> sheets() {
        SheetNameFilter sheets = new SheetNameFilter(inboxNotices);
        if (!rules.doneMarker()) {
            return sheets;
        }
        FileListFilter<File> marked = new FileSystemMarkerFilePresentFileListFilter(sheets, InboxFolders.DONE_MARKER);
        return files -> {
            sheets.filterFiles(files).forEach(this::tellOfMissingMarker);
            return marked.filterFiles(files);
        };
    }

    private void tellOfMissingMarker(File sheet) {
        Path marker = folders.doneMarker(sheet.getName());
        if (!Files.exists(marker)) {
            inboxNotices.once(sheet.getName(), Text.of("%s waits for %s.", sheet.getName(), marker.getFileName()));
        }
    }

    /** Takes a sheet that the source returned. */
    void take(File file) {
        sheetClaimer.claim(file).ifPresent(claimed -> {
            if (rules.doneMarker()) {
                removeMarker(file.getName());
            }
            passOn(claimed);
        });
    }

    private void passOn(Path claimed) {
        try {
            taken.accept(claimed);
        } catch (RuntimeException e) {
            log.error("{} was taken, but could not be passed on", claimed, e);
            inboxNotices.once(
                    claimed.getFileName().toString(),
                    Text.of(
                            "%s could not be started; it remains in working and is taken up at the next "
                                    + "start. The log has the details.",
                            claimed.getFileName()));
        }
    }

    private void removeMarker(String name) {
        try {
            Files.deleteIfExists(folders.doneMarker(name));
        } catch (IOException e) {
            log.warn("{} can't be removed", folders.doneMarker(name), e);
        }
    }

    /** Handles a failed check of the folder. */
    void failed(Throwable why) {
        boolean told = Files.isReadable(folders.dir())
                ? inboxNotices.once(
                        InboxNotices.DEFECT,
                        Text.of(
                                "Something went wrong in the inbox %s; it will be checked again. The log "
                                        + "has the details.",
                                folders.dir()))
                : inboxNotices.once(
                        InboxNotices.FOLDER,
                        Text.of("The inbox %s can't be read at the moment; reelbatch keeps trying.", folders.dir()));
        if (told) {
            log.warn("The inbox {} could not be checked", folders.dir(), why);
        }
    }
}
