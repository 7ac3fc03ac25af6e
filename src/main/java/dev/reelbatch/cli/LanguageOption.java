package dev.reelbatch.cli;

import dev.reelbatch.text.Language;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code --lang} option of every command, read before all others because help and errors use that language too. */
@OptionGroup.In(OptionGroup.GENERAL)
final class LanguageOption {

    private static final String NAME = "--lang";

    @Option(
            names = NAME,
            paramLabel = "en|zh",
            scope = ScopeType.INHERIT,
            converter = Converters.LanguageConverter.class,
            description = "language of the console and the report: en or zh (default: the machine's)")
    private @Nullable Language language;

    /**
     * Returns the language that a command line requests; empty if it requests none, or one that its command will
     * refuse.
     */
    static Optional<Language> in(String... args) {
        if (Arrays.stream(args).noneMatch(arg -> arg.startsWith(NAME))) {
            return Optional.empty(); // nearly always, and reading the option takes time
        }
        LanguageOption option = new LanguageOption();
        CommandLine line = new CommandLine(option)
                .setUnmatchedArgumentsAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
        try {
            line.parseArgs(args);
        } catch (ParameterException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(option.language);
    }
}
