package dev.reelbatch.serve;

import dev.reelbatch.plan.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Turns the fields of an HTTP request into a request for a run, by the rules of the command line. */
@FunctionalInterface
public interface RunRequestParser {

    /**
     * Parses the fields, which are named as the options of {@code run}, with {@code _} for {@code -}.
     *
     * @throws dev.reelbatch.text.UserException naming a field that does not exist, or whose value is not valid
     */
    RunRequest parse(Path sheet, Map<String, List<String>> fields);
}
