package dev.reelbatch.cli;

import dev.reelbatch.api.SheetLink;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The argument of a command: the path of a sheet, the name of a job, or a job file that names one of them.
 *
 * @param text as on the command line
 * @param jobFile null if no job file is named
 */
record Input(String text, @Nullable JobFile jobFile) {

    /** Finds the job file that the command line names; null if there is none. */
    static @Nullable JobFile jobFile(CommandSpec command) {
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            if (parameter.getValue() instanceof Input input) {
                return input.jobFile;
            }
        }
        return null;
    }

    private static final String STANDARD_INPUT = "-";

    /** Returns whether the sheet comes by standard input. */
    boolean isStandardInput() {
        return jobFile == null && text.equals(STANDARD_INPUT);
    }

    /** Returns whether the sheet has to be fetched from a link. */
    boolean isLink() {
        return SheetLink.isOne(source());
    }

    /** Returns whether the source is the name of a file or of a job. */
    boolean isNamed() {
        return !isStandardInput() && !isLink();
    }

    /**
     * Returns the link to the sheet.
     *
     * @param readOptions may choose a sheet of the whole workbook
     */
    SheetLink link(ReadOptions readOptions) {
        return SheetLink.of(source(), readOptions.sheet() != null);
    }

    /** Returns the sheet's name for people, which gives no secret of a link away. */
    String shown() {
        return isStandardInput()
                ? Text.of("standard input")
                : isLink() ? SheetLink.of(source(), false).shown() : source();
    }

    /** Returns the job file's source, or what the command line says. */
    String source() {
        return jobFile == null ? text : jobFile.source();
    }

    /** A sheet or a job file. */
    static final class SheetConverter implements ITypeConverter<Input> {

        private final Converters.PathConverter paths;

        SheetConverter(Terminal terminal) {
            this.paths = new Converters.PathConverter(terminal);
        }

        @Override
        public Input convert(String text) {
            if (SheetLink.isOne(text)) {
                return new Input(checked(text), null);
            }
            Path path = paths.convert(text);
            JobFile jobFile = JobFile.isOne(path) ? JobFile.read(path) : null;
            if (jobFile != null && jobFile.kind() == JobFile.Source.INPUT) {
                String source = jobFile.source();
                if (SheetLink.isOne(source)) {
                    checked(source);
                } else {
                    paths.convert(source);
                }
            }
            return new Input(text, jobFile);
        }

        private static String checked(String link) {
            try {
                SheetLink.of(link, false);
                return link;
            } catch (IllegalArgumentException e) {
                throw new UserException(Text.of("The sheet's link can't be used: %s", e.getMessage()));
            }
        }
    }

    /** A job's name or a job file with the key {@code rerun}. */
    static final class JobConverter implements ITypeConverter<Input> {

        private final Terminal terminal;

        JobConverter(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Input convert(String text) {
            Input input = JobFile.isOne(Path.of(text)) && Files.isRegularFile(terminal.file(text))
                    ? new SheetConverter(terminal).convert(text)
                    : new Input(text, null);
            JobFile jobFile = input.jobFile;
            if (jobFile != null && jobFile.kind() != JobFile.Source.RERUN) {
                throw new UserException(Text.of("%s has no key rerun; run it with: reelbatch run %s", text, text));
            }
            return input;
        }
    }
}
