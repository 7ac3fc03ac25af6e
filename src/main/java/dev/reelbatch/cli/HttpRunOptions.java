package dev.reelbatch.cli;

import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.RunRequestParser;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the fields of an HTTP request as options of {@code run}. */
final class HttpRunOptions implements RunRequestParser {

    /** Fields for options that shape a request or a run; the others concern the process, or folders of its machine. */
    private static final Set<String> FIELDS = Set.of(
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
            "sheet_name",
            "encoding",
            "delimiter",
            "header_row",
            "map",
            "ignore_column",
            "other_id");

    private static final String SHEET_NAME = "sheet_name"; // the field sheet is the file
    private static final Set<String> YES_OR_NO = Set.of("true", "false");

    private final Terminal terminal;

    HttpRunOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Returns the names of all fields, the file's included. */
    static Set<String> fields() {
        Set<String> all = new HashSet<>(FIELDS);
        all.add("sheet");
        return all;
    }

    @Override
    public RunRequest parse(Path sheet, Map<String, List<String>> fields) {
        RunCommand run = new RunCommand(terminal);
        List<String> arguments = new ArrayList<>();
        fields.forEach((field, values) -> values.forEach(value -> add(field, value, arguments)));
        arguments.add(sheet.toString());
        CommandLines.parsed(run, terminal, arguments);
        return run.request();
    }

    private static void add(String field, String value, List<String> arguments) {
        if (!FIELDS.contains(field)) {
            String nearest = Suggestion.text(field, List.copyOf(FIELDS));
            throw new UserException(
                    nearest == null
                            ? Text.of("There is no field %s", field)
                            : Text.of("There is no field %s; did you mean %s?", field, nearest));
        }
        String option = field.equals(SHEET_NAME) ? "--sheet" : "--" + field.replace('_', '-');
        if (!isFlag(option)) {
            arguments.add(option + "=" + value);
        } else if (!YES_OR_NO.contains(value)) {
            throw new UserException(Text.of("%s must be true or false, not \"%s\"", field, value));
        } else if (value.equals("true")) {
            arguments.add(option);
        }
    }

    private static boolean isFlag(String option) {
        return Set.of("--skip-invalid", "--fresh", "--draft", "--partial").contains(option);
    }
}
