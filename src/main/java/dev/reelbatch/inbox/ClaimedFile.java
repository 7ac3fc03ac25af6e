package dev.reelbatch.inbox;

import dev.reelbatch.inbox.InboxFolders.Ending;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A sheet in {@code working/}. It stays there, also over restarts, until one of its two ends is called, once; that
 * moves it to {@code done/} or {@code failed/} with a time stamp before its name, and puts a page beside it. Both
 * throw {@link InboxException} if the file system refuses; the sheet is in {@code working/} then, and the end
 * may be called again.
 */
public final class ClaimedFile {

    private final Path file;
    private final Inbox inbox;
    private final LateChanges.@Nullable Left earlier;
    private final @Nullable Instant takenAt;
    private @Nullable String sha256;
    private boolean settled;

    /**
     * @param earlier the same sheet when it left working/ before its content changed; null if it did not
     * @param takenAt null if an earlier process took it
     */
    ClaimedFile(Path file, Inbox inbox, LateChanges.@Nullable Left earlier, @Nullable Instant takenAt) {
        this.file = file;
        this.inbox = inbox;
        this.earlier = earlier;
        this.takenAt = takenAt;
    }

    /** Returns the folder of the results if the sheet was taken before; empty if it was not. */
    public Optional<Path> earlierResults() {
        return Optional.ofNullable(earlier).map(LateChanges.Left::results);
    }

    /**
     * Remembers the content, so that a later change is noticed; must be called right before the sheet is read.
     *
     * @return the SHA-256 of its content; empty if it can't be read
     */
    public Optional<String> remember() {
        sha256 = LateChanges.contentOf(file).orElse(null);
        return Optional.ofNullable(sha256);
    }

    /** Returns the name under which the sheet was dropped. */
    public String name() {
        return file.getFileName().toString();
    }

    public Path file() {
        return file;
    }

    /** Returns the folder into which the sheet was dropped. */
    public Path inbox() {
        return inbox.folders.dir();
    }

    /**
     * Returns the name without its extension, in NFC, after which its job is named. A corrected copy has the name of the
     * sheet that it came from.
     */
    public String inputName() {
        String name = StampedName.original(name());
        int dot = name.lastIndexOf('.');
        return Normalizer.normalize(dot > 0 ? name.substring(0, dot) : name, Normalizer.Form.NFC);
    }

    /** Writes the page beside the sheet, unless the sheet has left. */
    public synchronized void show(SheetProgress progress) {
        if (!settled) {
            String page = page(inbox.folders.working()).working(progress, inbox.time.now());
            inbox.workingPages.write(name(), page);
        }
    }

    /**
     * Files the sheet as done if every row has its video, else as failed.
     *
     * @return the page beside it
     */
    public Path ended(SheetResult result) {
        Ending ending = result.complete() ? Ending.DONE : Ending.FAILED;
        return moveOut(ending, result.results(), beside -> page(beside.folder()).ended(result, inbox.time.now()));
    }

    /**
     * Files the sheet as rejected: nothing was submitted. Beside the page there is {@code NAME to fix.csv}, or
     * {@code .xlsx} as the sheet is, with a column that says what to fix, or {@code .errors.txt} if the sheet can't be
     * read or its rows are all right.
     *
     * @return the page in {@code failed/}
     */
    public Path rejected(Refusal refusal) {
        return moveOut(Ending.FAILED, earlierResults().orElse(null), beside -> page(beside.folder())
                .returned(refusal, ErrorsFile.write(beside, refusal.reason().get(), refusal.sheet())));
    }

    private interface Writing {
        String page(SheetFiling.Draft beside) throws IOException;
    }

    private SheetPage page(Path folder) {
        return new SheetPage(folder, new DroppedSheet(name(), inbox(), takenAt, earlier != null, inbox.console));
    }

    private synchronized Path moveOut(Ending ending, @Nullable Path results, Writing writing) {
        Assert.state(!settled, "filed already; another sheet may have its name by now");
        try (SheetFiling.Draft draft = inbox.sheetFiling.begin(file, ending)) {
            draft.write(SheetFiling.PAGE, writing.page(draft));
            Path page = sha256 == null
                    ? draft.moveOut()
                    : moveOut(draft, new LateChanges.Left(draft.sheet(), draft.page(), name(), sha256, results));
            settled = true;
            inbox.workingPages.leadOn(name(), page(inbox.folders.working()).moved(page));
            return page;
        } catch (IOException e) {
            throw new InboxException(
                    Text.of(
                            "%s can't be moved out of %s (%s: %s). Make the inbox writable; the file is "
                                    + "taken up again at the next start.",
                            name(), file.getParent(), e.getMessage(), InboxException.reason(e)),
                    e);
        }
    }

    private Path moveOut(SheetFiling.Draft draft, LateChanges.Left left) throws IOException {
        inbox.lateChanges.watch(left);
        try {
            return draft.moveOut();
        } catch (IOException e) {
            inbox.lateChanges.forget(left);
            throw e;
        }
    }
}
