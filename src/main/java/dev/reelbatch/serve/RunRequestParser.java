package dev.reelbatch.serve;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Turns the fields of an HTTP request into a request for a run, by the rules of the command line. Fields are named as
 * the options, with {@code _} for {@code -}.
 */
public interface RunRequestParser {

    /**
     * Parses the options of {@code run}.
     *
     * @throws dev.reelbatch.text.UserException naming a field that does not exist, or whose value is not valid
     */
    RunRequest parse(Path sheet, Map<String, List<String>> fields);

    /**
     * Parses the options of {@code rerun}, and {@code select}, which says by what the rows are selected.
     *
     * @throws dev.reelbatch.text.UserException as for {@code run}
     */
    Rerun parseRerun(Map<String, List<String>> fields);

    /**
     * A rerun that somebody requests.
     *
     * @param request its limits; it names no job
     */
    record Rerun(RerunPlanner.Selection selection, RunRequest request) {}

    /** Returns the proxies that lead to the hosts of links. */
    default Proxies proxies() {
        return Proxies.NONE;
    }
}
