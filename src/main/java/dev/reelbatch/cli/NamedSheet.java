package dev.reelbatch.cli;

import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sheet by the name that a person gave it, which messages about it repeat. */
final class NamedSheet {

    private static final List<String> SHEETS_AND_JOB_FILES = List.of("csv", "tsv", "txt", "xlsx", "yaml", "yml");

    private NamedSheet() {}

    /**
     * Checks that the file exists and is a sheet.
     *
     * @throws UserException with the file of the nearest name, if there is none of this one
     */
    static void checkReadable(Path input, ReadOptions readOptions) {
        checkReadable(input, input.toString(), readOptions);
    }

    /**
     * Checks that the file exists and is a sheet.
     *
     * @param shown its name for people
     */
    static void checkReadable(Path input, String shown, ReadOptions readOptions) {
        if (!Files.exists(input)) {
            String fact = Text.of("%s: there is no such file.", input);
            throw new UserException(NearestFile.to(input, SHEETS_AND_JOB_FILES)
                    .map(nearest -> fact + Text.of(" Did you mean %s?", nearest))
                    .orElse(fact));
        }
        readable(shown, () -> {
            PromptSheet.check(input, readOptions);
            return input;
        });
    }

    /** Does work that reads the sheet. */
    static <T> T readable(@Nullable String input, Supplier<T> work) {
        try {
            return work.get();
        } catch (SheetException e) {
            throw new UserException(
                    UserException.Kind.REFUSED,
                    (input == null ? Text.of("The job's sheet") : input) + ": " + e.getMessage(),
                    e);
        }
    }
}
