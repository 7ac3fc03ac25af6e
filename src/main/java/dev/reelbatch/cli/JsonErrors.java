package dev.reelbatch.cli;

import dev.reelbatch.load.RowError;
import dev.reelbatch.terminal.JsonOutput;
import dev.reelbatch.terminal.ProgressStyle;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes an error for programs if the command line requests JSON: one object on one line of standard output, in
 * addition to the message on standard error. {@code docs/schema/error.json} describes it.
 */
final class JsonErrors {

    private JsonErrors() {}

    /** Returns true if this command line requests JSON. */
    static boolean areAskedFor(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i).toLowerCase(Locale.ROOT);
            String next = i + 1 < args.size() ? args.get(i + 1).toLowerCase(Locale.ROOT) : "";
            if (arg.equals("--json") || isJson(arg) || isJson(arg + "=" + next)) {
                return true;
            }
        }
        return false;
    }

    /** Returns true if the output of a parsed command is JSON; a job file may have asked for it. */
    static boolean areAskedFor(CommandSpec command) {
        return Stream.of("--json", "--format", "--progress")
                .map(command::findOption)
                .filter(Objects::nonNull)
                .map(OptionSpec::getValue)
                .anyMatch(value ->
                        Boolean.TRUE.equals(value) || value == CheckCommand.Format.JSON || value == ProgressStyle.JSON);
    }

    private static boolean isJson(String option) {
        return option.equals("--format=json") || option.equals("--progress=json");
    }

    static void print(PrintWriter out, int exitCode, String message) {
        print(out, object(code(exitCode), exitCode, message));
    }

    /**
     * Prints the error.
     *
     * @param rows mistakes in rows
     */
    static void printRows(PrintWriter out, int exitCode, String message, List<RowError> rows) {
        Map<String, Object> error = object("invalid_rows", exitCode, message);
        error.put("rows", rows);
        print(out, error);
    }

    private static Map<String, Object> object(String code, int exitCode, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message.strip());
        error.put("exit_code", exitCode);
        return error;
    }

    private static void print(PrintWriter out, Map<String, Object> error) {
        out.println(JsonOutput.LINES.writeValueAsString(Map.of("error", error)));
        out.flush();
    }

    private static String code(int exitCode) {
        return switch (exitCode) {
            case ExitCode.INVALID -> "invalid";
            case ExitCode.STOPPED -> "stopped";
            case ExitCode.HOME_IN_USE -> "home_in_use";
            default -> "defect";
        };
    }
}
