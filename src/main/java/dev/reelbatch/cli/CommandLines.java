package dev.reelbatch.cli;

import dev.reelbatch.home.HomeException;
import dev.reelbatch.inbox.InboxException;
import dev.reelbatch.job.HomeInUseException;
import dev.reelbatch.job.HomeNotWritableException;
import dev.reelbatch.job.InvalidRowsException;
import dev.reelbatch.job.RunRefusedException;
import dev.reelbatch.load.Nearest;
import dev.reelbatch.load.SheetException;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line before anything else is started, runs its command, and turns every error into words. */
public final class CommandLines {

    private static final List<Class<? extends Exception>> FOR_PEOPLE = List.of(
            SheetException.class,
            RunRefusedException.class,
            HomeException.class,
            InboxException.class,
            SettingsException.class,
            UsageException.class);

    private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

    private CommandLines() {}

    /** Returns the exit code. */
    public static int run(String[] args) {
        LoggingSystem.get(CommandLines.class.getClassLoader())
                .beforeInitialize(); // quiet until the home's log is known
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> log.error("Thread {} broke down", thread.getName(), e));
        Terminal terminal = Terminal.ofThisProcess();
        try {
            return commandLine(terminal).execute(args);
        } catch (Throwable e) { // picocli hands on errors, such as a full memory
            return Defect.report(e, terminal.err());
        }
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new ReelbatchCommand(), new CommandFactory(terminal));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOverwrittenOptionsAllowed(true); // the command line's own options win over a job file's
        line.setUsageHelpAutoWidth(true);
        line.setExpandAtFiles(false); // a sheet may be called @launch.csv
        line.registerConverter(Path.class, new Converters.PathConverter());
        line.setParameterExceptionHandler(CommandLines::usageError);
        line.setExecutionExceptionHandler(new ErrorsInWords());
        return line;
    }

    private static int usageError(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println(e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().println(hint(e, line));
        }
        return ExitCode.INVALID;
    }

    private static String hint(ParameterException e, CommandLine line) {
        String given = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().get(0)
                : "";
        String nearest = Nearest.text(given, line.getSubcommands().keySet());
        String help = "See: %s --help".formatted(line.getCommandSpec().qualifiedName());
        return nearest == null ? help : "Did you mean: %s? %s".formatted(nearest, help);
    }

    /** No stack trace on a console: it goes to the log, with a line that names the log. */
    private static final class ErrorsInWords implements IExecutionExceptionHandler {

        @Override
        public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
            if (e instanceof HomeInUseException) {
                line.getErr().println(e.getMessage());
                return ExitCode.HOME_IN_USE;
            }
            if (e instanceof InvalidRowsException invalid) {
                InvalidRows.print(invalid.sheet(), line.getErr());
                return ExitCode.INVALID;
            }
            if (isForPeople(e)) {
                line.getErr().println(e.getMessage());
                return ExitCode.INVALID;
            }
            if (e instanceof ReportException || e instanceof HomeNotWritableException) {
                line.getErr().println(e.getMessage());
                return ExitCode.STOPPED;
            }
            return Defect.report(e, line.getErr());
        }
    }

    /** Whether its message is all that a person needs. */
    static boolean isForPeople(Exception e) {
        return FOR_PEOPLE.contains(e.getClass());
    }
}
