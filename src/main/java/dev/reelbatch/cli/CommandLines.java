package dev.reelbatch.cli;

import dev.reelbatch.home.HomeException;
import dev.reelbatch.job.HomeInUseException;
import dev.reelbatch.job.InvalidRowsException;
import dev.reelbatch.job.RunRefusedException;
import dev.reelbatch.load.SheetException;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.settings.SettingsException;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line before anything else is started, runs its command, and turns every error into words. */
public final class CommandLines {

    private CommandLines() {}

    /** Returns the exit code. */
    public static int run(String[] args) {
        LoggingSystem.get(CommandLines.class.getClassLoader())
                .beforeInitialize(); // quiet until the home's log is known
        Terminal terminal = Terminal.ofThisProcess();
        return commandLine(terminal).execute(args);
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new ReelbatchCommand(), new CommandFactory(terminal));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOverwrittenOptionsAllowed(true); // the command line's own options win over a job file's
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(CommandLines::usageError);
        line.setExecutionExceptionHandler(new ErrorsInWords());
        return line;
    }

    private static int usageError(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println(e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().printf("See: %s --help%n", line.getCommandSpec().qualifiedName());
        }
        return ExitCode.INVALID;
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
            if (e instanceof ReportException) {
                line.getErr().println(e.getMessage());
                return ExitCode.STOPPED;
            }
            LoggerFactory.getLogger(CommandLines.class).error("A defect in reelbatch", e);
            line.getErr().printf("This is a defect in reelbatch: %s%n", e);
            line.getErr()
                    .println(
                            "Nothing that was paid for is lost. The details are in the log: logs/reelbatch.log in the home.");
            return ExitCode.DEFECT;
        }

        private static boolean isForPeople(Exception e) {
            return List.of(
                            SheetException.class,
                            RunRefusedException.class,
                            HomeException.class,
                            SettingsException.class,
                            UsageException.class)
                    .contains(e.getClass());
        }
    }
}
