package dev.reelbatch.cli;

import dev.reelbatch.home.HomeException;
import dev.reelbatch.home.HomeInUseException;
import dev.reelbatch.home.HomeNotWritableException;
import dev.reelbatch.inbox.InboxException;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.plan.RunRefusedException;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.settings.SettingsException;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.terminal.InvalidRowsText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a command threw, in words. No stack trace on a console: it goes to the log, with a line that names the log. */
final class CommandErrors implements IExecutionExceptionHandler {

    private static final List<Class<? extends Exception>> FOR_PEOPLE = List.of(
            SheetException.class,
            RunRefusedException.class,
            HomeException.class,
            InboxException.class,
            SettingsException.class,
            UsageException.class);

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        StringWriter words = new StringWriter();
        int exitCode = print(e, new PrintWriter(words, true));
        line.getErr().print(words);
        line.getErr().flush();
        if (JsonErrors.areAskedFor(parsed.originalArgs())) {
            if (e instanceof InvalidRowsException invalid) {
                JsonErrors.printRows(
                        line.getOut(),
                        exitCode,
                        InvalidRowsText.verdict(invalid.sheet()),
                        invalid.sheet().errors());
            } else {
                JsonErrors.print(line.getOut(), exitCode, words.toString());
            }
        }
        return exitCode;
    }

    /** Returns the exit code. */
    private static int print(Exception e, PrintWriter err) {
        if (e instanceof InvalidRowsException invalid) {
            InvalidRowsText.print(invalid.sheet(), err);
            return ExitCode.INVALID;
        }
        String words = Objects.requireNonNullElse(e.getMessage(), "");
        int exitCode = exitCode(e);
        if (exitCode == ExitCode.DEFECT) {
            words = FailureCause.ofName(e).orElse("");
            if (words.isEmpty()) {
                return UnexpectedError.report(e, err);
            }
            exitCode = ExitCode.STOPPED;
        }
        err.println(words);
        return exitCode;
    }

    private static int exitCode(Exception e) {
        if (e instanceof HomeInUseException) {
            return ExitCode.HOME_IN_USE;
        } else if (isForPeople(e)) {
            return ExitCode.INVALID;
        }
        return e instanceof ReportException || e instanceof HomeNotWritableException
                ? ExitCode.STOPPED
                : ExitCode.DEFECT;
    }

    /** Whether its message is all that a person needs. */
    static boolean isForPeople(Throwable e) {
        return FOR_PEOPLE.stream().anyMatch(type -> type.isInstance(e));
    }
}
