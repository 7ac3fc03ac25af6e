package dev.reelbatch.cli;

import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.terminal.InvalidRowsText;
import dev.reelbatch.text.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Describes an exception of a command for people. No stack trace is printed: it goes to the log, and the message names
 * the log.
 */
final class CommandErrors implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        StringWriter words = new StringWriter();
        int exitCode = print(e, new PrintWriter(words, true));
        line.getErr().print(words);
        line.getErr().flush();
        if (JsonErrors.areAskedFor(line.getCommandSpec())) {
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

    /** Prints the error. Returns the exit code. */
    private static int print(Exception e, PrintWriter err) {
        if (e instanceof InvalidRowsException invalid) {
            InvalidRowsText.print(invalid.sheet(), err);
            return ExitCode.INVALID;
        } else if (e instanceof UserException user) {
            err.println(user.getMessage());
            return ExitCode.of(user.kind());
        }
        Optional<String> disk = FailureCause.ofName(e);
        disk.ifPresent(err::println);
        return disk.isPresent() ? ExitCode.STOPPED : UnexpectedError.report(e, err);
    }
}
