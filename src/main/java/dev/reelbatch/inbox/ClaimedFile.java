package dev.reelbatch.inbox;

import dev.reelbatch.inbox.InboxFolders.Ending;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A sheet in {@code working/}. It stays there, also over restarts, until one of its three ends is called, once; that
 * moves it to {@code done/} or {@code failed/} with a time stamp before its name, and puts a short page beside it. All
 * of them throw {@link InboxException} if the file system refuses; the sheet is in {@code working/} then, and the end
 * may be called again.
 */
public final class ClaimedFile {

    private final Path file;
    private final SheetFiling sheetFiling;
    private final LateChanges lateChanges;
    private final @Nullable Path earlierResults;
    private final boolean takenAgain;
    private @Nullable String sha256;
    private boolean settled;

    ClaimedFile(Path file, SheetFiling sheetFiling, LateChanges lateChanges) {
        this.file = file;
        this.sheetFiling = sheetFiling;
        this.lateChanges = lateChanges;
        this.earlierResults = null;
        this.takenAgain = false;
    }

    /** Creates the same sheet after its content has changed since its run. */
    ClaimedFile(Path file, SheetFiling sheetFiling, LateChanges lateChanges, LateChanges.Left earlier) {
        this.file = file;
        this.sheetFiling = sheetFiling;
        this.lateChanges = lateChanges;
        this.earlierResults = earlier.results();
        this.takenAgain = true;
    }

    /** Returns the folder of the results if the sheet was taken before; empty if it was not. */
    public Optional<Path> earlierResults() {
        return Optional.ofNullable(earlierResults);
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
        return file.toAbsolutePath().resolveSibling("..").normalize();
    }

    /**
     * Returns the name without its extension, in NFC, after which its job is named. A corrected {@code .errors.csv} has
     * the name of the sheet that it came from.
     */
    public String inputName() {
        String name = StampedName.original(name());
        int dot = name.lastIndexOf('.');
        return Normalizer.normalize(dot > 0 ? name.substring(0, dot) : name, Normalizer.Form.NFC);
    }

    /**
     * Files the sheet as done: every row has its video.
     *
     * @param results the folder with the report
     * @return the page in {@code done/}
     */
    public Path done(Path results) {
        return moveOut(Ending.DONE, results, beside -> page(beside).done(results));
    }

    /**
     * Files the sheet as failed: the run has ended, and not every row has its video.
     *
     * @param why sentences for the person who dropped the sheet
     * @return the page in {@code failed/}
     */
    public Path failed(Path results, String why) {
        return moveOut(Ending.FAILED, results, beside -> page(beside).failed(results, why));
    }

    /**
     * Files the sheet as rejected: nothing was submitted. Beside the page there is {@code .errors.csv}, the sheet with
     * a column that says what to fix, or {@code .errors.txt} if the sheet can't be read or its rows are all right.
     *
     * @param why sentences for the person who dropped the sheet
     * @param sheet opens the sheet, by the rules that refused it; null if its rows are not to blame
     * @return the page in {@code failed/}
     */
    public Path rejected(String why, @Nullable Supplier<PromptSheet> sheet) {
        return moveOut(Ending.FAILED, earlierResults, beside -> page(beside)
                .rejected(why, ErrorsFile.write(beside, why, sheet)));
    }

    private interface Writing {
        String page(SheetFiling.Draft beside) throws IOException;
    }

    private ResultPage page(SheetFiling.Draft beside) {
        return new ResultPage(beside.folder(), name(), takenAgain ? LateChanges.note() : null);
    }

    private synchronized Path moveOut(Ending ending, @Nullable Path results, Writing writing) {
        Assert.state(!settled, "filed already; another sheet may have its name by now");
        try (SheetFiling.Draft draft = sheetFiling.begin(file, ending)) {
            draft.write(SheetFiling.PAGE, writing.page(draft));
            Path page = sha256 == null
                    ? draft.moveOut()
                    : moveOut(draft, new LateChanges.Left(draft.sheet(), draft.page(), name(), sha256, results));
            settled = true;
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
        lateChanges.watch(left);
        try {
            return draft.moveOut();
        } catch (IOException e) {
            lateChanges.forget(left);
            throw e;
        }
    }
}
