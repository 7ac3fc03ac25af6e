package dev.reelbatch.cli;

import dev.reelbatch.api.SheetLink;
import dev.reelbatch.home.Home;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The sheet that {@code run} is given: a file, a link, standard input, or that of a job file; none resumes a job. */
final class RunInput {

    @Parameters(
            arity = "0..1",
            paramLabel = "INPUT",
            converter = Input.SheetConverter.class,
            description =
                    "the sheet, .xlsx or CSV, with a column `prompt`: a file, an https link, or - for standard input; or a job file (.yaml)")
    private @Nullable Input input;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private @Nullable Path fetched; // from a link or from standard input

    boolean isGiven() {
        return input != null;
    }

    boolean isStandardInput() {
        return input != null && input.isStandardInput();
    }

    /** @throws UserException if the job file watches an inbox, or has a key that {@code run} does not know */
    void check(JobFile jobFile, Home home) {
        if (jobFile.kind() == JobFile.Source.INBOX) {
            throw new UserException(Text.of(
                    "%s: to watch an inbox, run: %s",
                    jobFile.file(), home.command("serve", jobFile.file().toString())));
        }
        JobFileKeys.check(jobFile, spec);
    }

    /** Returns the name of its job, as far as that is known before it is read. */
    String jobName(Terminal terminal) {
        Path sheet = sheet(terminal);
        return sheet == null || sheet.getFileName() == null ? spec.name() : JobName.of(sheet.getFileName());
    }

    /** Returns its name for messages; null if there is none. */
    @Nullable String shown() {
        return input == null ? null : input.shown();
    }

    /** Returns true if it is, or names, a sheet, and no inbox. */
    boolean hasSheet() {
        JobFile jobFile = Input.jobFile(spec);
        return input != null && (jobFile == null || jobFile.kind() != JobFile.Source.INBOX);
    }

    /** Returns the sheet; null if none is given, for an inbox, and for one that was not fetched yet. */
    @Nullable Path sheet(Terminal terminal) {
        return input == null || !hasSheet() ? null : input.isNamed() ? terminal.file(input.source()) : fetched;
    }

    /** Returns the link to the sheet; null if it is a file. */
    @Nullable SheetLink link(ReadingOptions reading) {
        return input != null && hasSheet() && input.isLink() ? input.link(reading.reading()) : null;
    }

    /**
     * Fetches a sheet that is no file.
     *
     * @param typed what came by standard input
     */
    void fetch(FetchedSheets sheets, byte[] typed, ReadingOptions reading) {
        if (input == null || input.isNamed()) {
            return;
        }
        SheetLink link = link(reading);
        fetched = link == null ? sheets.keep(typed) : sheets.fetch(link);
        NamedSheet.checkReadable(fetched, input.shown(), reading.reading());
    }
}
