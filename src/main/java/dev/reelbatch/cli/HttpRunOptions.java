package dev.reelbatch.cli;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.serve.RunRequestParser;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the fields of an HTTP request as options of {@code run} or {@code rerun}. */
final class HttpRunOptions implements RunRequestParser {

    private static final String SELECT = "select";
    private static final String NOTE = "note"; // for who approves it; no option of a command
    private static final int LONGEST_NOTE = 500; // characters

    /** Fields for options that shape a request or a run; the others concern the process, or folders of its machine. */
    static final HttpFields RUN = new HttpFields(
            Set.of(
                    "job",
                    "rows",
                    "skip_invalid",
                    "fresh",
                    "draft",
                    "template",
                    "model",
                    "size",
                    "duration",
                    "max_cost",
                    "partial",
                    "max_failures",
                    "rate",
                    "max_in_flight",
                    "sheet_name",
                    "encoding",
                    "delimiter",
                    "header_row",
                    "map",
                    "ignore_column",
                    "other_id"),
            Set.of("skip_invalid", "fresh", "draft", "partial"));

    private static final HttpFields RERUN = new HttpFields(
            Set.of(
                    SELECT,
                    "rows",
                    "error",
                    "pay_again",
                    "max_cost",
                    "partial",
                    "max_failures",
                    RequestFields.LAST_SUBMISSION),
            Set.of("pay_again", "partial"));

    private static final String NO_JOB = "job"; // a rerun's job is named by its address

    private final Terminal terminal;

    HttpRunOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Returns the names of all fields of a run, the file's included. */
    static Set<String> fields() {
        Set<String> all = new HashSet<>(RUN.names());
        all.add("sheet");
        all.add(NOTE);
        return all;
    }

    @Override
    public RunRequest parse(Path sheet, Map<String, List<String>> fields) {
        RunCommand run = new RunCommand(terminal);
        List<String> arguments = RUN.arguments(options(fields));
        arguments.add(sheet.toString());
        CommandLines.parsed(run, terminal, arguments);
        return run.request();
    }

    @Override
    public Proxies proxies() {
        return ApiConnection.proxies(terminal.environment());
    }

    /** Returns the names of all fields of a rerun. */
    static Set<String> rerunFields() {
        Set<String> all = new HashSet<>(RERUN.names());
        all.add(NOTE);
        return all;
    }

    @Override
    public Rerun parseRerun(Map<String, List<String>> fields) {
        RerunCommand rerun = new RerunCommand(terminal);
        Map<String, List<String>> options = options(fields);
        List<String> selects = options.remove(SELECT);
        options.remove(RequestFields.LAST_SUBMISSION);
        List<String> arguments = RERUN.arguments(options);
        for (String select : selects == null ? List.<String>of() : selects) {
            switch (new RequestFields(fields).checkSelect(select, "failed", "in_doubt", "rows", "error")) {
                case "failed" -> arguments.add("--failed");
                case "in_doubt" -> arguments.add("--in-doubt");
                default -> {} // its field is an option
            }
        }
        arguments.add(NO_JOB);
        CommandLines.parsed(rerun, terminal, arguments);
        rerun.checkUsage();
        return new Rerun(rerun.selection(), rerun.request());
    }

    /** Returns the fields that are options. */
    private static Map<String, List<String>> options(Map<String, List<String>> fields) {
        Map<String, List<String>> options = new LinkedHashMap<>(fields);
        List<String> notes = options.remove(NOTE);
        if (notes != null && notes.stream().mapToInt(String::length).sum() > LONGEST_NOTE) {
            throw new UserException(Text.of("The note is longer than %d characters", LONGEST_NOTE));
        }
        return options;
    }
}
