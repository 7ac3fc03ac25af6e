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
 * A sheet in {@code working/}. It stays there, also over restarts, until one of the three ends of its
 * way is called, once; that moves it to {@code done/} or {@code failed/} with a time stamp before its
 * name, and puts a short page beside it. All of them throw {@link InboxException} where the file
 * system refuses; the sheet is in {@code working/} then, and the end may be called again.
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

    /** The same sheet with other content than it was run with. */
    ClaimedFile(Path file, SheetFiling sheetFiling, LateChanges lateChanges, LateChanges.Left earlier) {
        this.file = file;
        this.sheetFiling = sheetFiling;
        this.lateChanges = lateChanges;
        this.earlierResults = earlier.results();
        this.takenAgain = true;
    }

    /** Where the results went when it was taken before; empty if it was not. */
    public Optional<Path> earlierResults() {
        return Optional.ofNullable(earlierResults);
    }

    /**
     * To be called right before it is read: a change from now on is noticed.
     *
     * @return the SHA-256 of its content; empty if it can't be read
     */
    public Optional<String> remember() {
        sha256 = LateChanges.contentOf(file).orElse(null);
        return Optional.ofNullable(sha256);
    }

    /** The name it was dropped under. */
    public String name() {
        return file.getFileName().toString();
    }

    public Path file() {
        return file;
    }

    /**
     * The name without its extension, in NFC: what its job is called after. A corrected {@code
     * .errors.csv} bears the name of the sheet that it came from.
     */
    public String inputName() {
        String name = StampedName.original(name());
        int dot = name.lastIndexOf('.');
        return Normalizer.normalize(dot > 0 ? name.substring(0, dot) : name, Normalizer.Form.NFC);
    }

    /**
     * Every row has its video.
     *
     * @param results the folder with the report
     * @return the page in {@code done/}
     */
    public Path done(Path results) {
        return settle(Ending.DONE, results, beside -> page(beside).done(results));
    }

    /**
     * The run is over, and not every row has its video.
     *
     * @param why sentences for the person who dropped the sheet
     * @return the page in {@code failed/}
     */
    public Path failed(Path results, String why) {
        return settle(Ending.FAILED, results, beside -> page(beside).failed(results, why));
    }

    /**
     * Nothing was submitted. Beside the page stands {@code .errors.csv}, the sheet with a column that
     * says what to fix, or {@code .errors.txt} where the sheet can't be read or its rows are all right.
     *
     * @param why sentences for the person who dropped the sheet
     * @param sheet opens the sheet, by the rules that refused it; null if its rows are not to blame
     * @return the page in {@code failed/}
     */
    public Path rejected(String why, @Nullable Supplier<PromptSheet> sheet) {
        return settle(Ending.FAILED, earlierResults, beside -> page(beside)
                .rejected(why, ErrorsFile.write(beside, why, sheet)));
    }

    private interface Writing {
        String page(SheetFiling.Draft beside) throws IOException;
    }

    private ResultPage page(SheetFiling.Draft beside) {
        return new ResultPage(beside.folder(), name(), takenAgain ? LateChanges.note() : null);
    }

    private synchronized Path settle(Ending ending, @Nullable Path results, Writing writing) {
        Assert.state(!settled, "settled already; another sheet may bear its name by now");
        try (SheetFiling.Draft draft = sheetFiling.begin(file, ending)) {
            draft.write(SheetFiling.PAGE, writing.page(draft));
            Path page = sha256 == null
                    ? draft.settle()
                    : settle(draft, new LateChanges.Left(draft.sheet(), draft.page(), name(), sha256, results));
            settled = true;
            return page;
        } catch (IOException e) {
            throw new InboxException(
                    Text.of(
                            "%s can't leave %s (%s: %s). See to it that the inbox is writable; the file is taken up again at the next start.",
                            name(), file.getParent(), e.getMessage(), InboxException.reason(e)),
                    e);
        }
    }

    private Path settle(SheetFiling.Draft draft, LateChanges.Left left) throws IOException {
        lateChanges.watch(left);
        try {
            return draft.settle();
        } catch (IOException e) {
            lateChanges.forget(left);
            throw e;
        }
    }
}
