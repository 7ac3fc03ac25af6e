package dev.reelbatch.web;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.StatusText;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The jobs of the home, as in {@code status --json}. */
@RestController
@RequestMapping("/api/v1/jobs")
final class JobsController {

    private final Session session;

    JobsController(Session session) {
        this.session = session;
    }

    @GetMapping
    @Operation(summary = "Lists the jobs with the state of their latest runs")
    List<Map<String, @Nullable Object>> all() {
        return session.standing().jobs().stream().map(JobsController::view).toList();
    }

    @GetMapping("/{*name}")
    @Operation(summary = "Shows a job", description = "The jobs of an inbox are called FOLDER/SHEET.")
    Map<String, @Nullable Object> one(@PathVariable String name) {
        String job = name.substring(1);
        return session.standing()
                .find(job)
                .map(JobsController::view)
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job \"%s\".", job)));
    }

    /** Leaves out the folder, which is nobody's concern but this machine's. */
    private static Map<String, @Nullable Object> view(JobStanding standing) {
        Map<String, @Nullable Object> view = StatusText.asMap(standing);
        view.remove("out");
        return view;
    }
}
