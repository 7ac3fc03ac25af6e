package dev.reelbatch.web;

import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The job files of this {@code serve}: their schedules and inboxes. */
@RestController
@RequestMapping("/api/v1/schedules")
final class SchedulesController {

    private final JobFiles jobFiles;

    SchedulesController(JobFiles jobFiles) {
        this.jobFiles = jobFiles;
    }

    @GetMapping
    @Operation(summary = "Lists the job files with their next and latest runs")
    List<ScheduleView> all() {
        return jobFiles.all().stream().map(ScheduleView::of).toList();
    }

    @PostMapping("/{name}/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Runs a job file's job now, also if it is paused",
            description = "It is done even if the process is killed right after. A run that waits already is this one.")
    @ApiResponse(responseCode = "202", description = "accepted")
    @ApiResponse(
            responseCode = "422",
            description = "it is an inbox, which runs what is dropped",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    ScheduleView run(@PathVariable String name, @Parameter(hidden = true) Authentication caller) {
        find(name);
        jobFiles.run(name, caller.getName());
        return find(name);
    }

    @PostMapping("/{name}/pause")
    @Operation(
            summary = "Pauses a job file: nothing of it is started",
            description =
                    "A schedule's times pass without a run, an inbox takes no sheet, also after a restart. A run that waits for its turn does not begin before the pause ends; one that has begun is finished.")
    ScheduleView pause(@PathVariable String name, @Parameter(hidden = true) Authentication caller) {
        find(name);
        jobFiles.pause(name, caller.getName());
        return find(name);
    }

    @PostMapping("/{name}/resume")
    @Operation(summary = "Ends a pause", description = "Times that passed meanwhile are not caught up.")
    ScheduleView resume(@PathVariable String name) {
        find(name);
        jobFiles.resume(name);
        return find(name);
    }

    private ScheduleView find(String name) {
        return jobFiles.ofName(name)
                .map(ScheduleView::of)
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job file \"%s\" here.", name)));
    }
}
