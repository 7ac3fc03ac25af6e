package dev.reelbatch.web;

import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.SubmissionsText;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every POST to the API: all that may have cost money. */
@RestController
final class SubmissionsController {

    private static final String ERROR = "error_message";

    private final Session session;

    SubmissionsController(Session session) {
        this.session = session;
    }

    @GetMapping("/api/v1/submissions")
    @Operation(
            summary = "Lists submissions, newest first",
            description = "The objects of `status JOB --submissions --json`, with the job's name.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(ref = SchemaNames.SUBMISSION))))
    List<Map<String, @Nullable Object>> all(
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        if (job != null && session.standing().find(job).isEmpty()) {
            throw new NotFoundException(Text.of("There is no job \"%s\".", job));
        }
        Page wanted = Page.of(page, size);
        return session.standing().latestSubmissions(job, wanted.limit(), wanted.offset()).stream()
                .map(line -> {
                    Map<String, @Nullable Object> view = new LinkedHashMap<>();
                    view.put("job", line.job());
                    view.putAll(SubmissionsText.asMap(line));
                    view.computeIfPresent(ERROR, (field, message) -> HttpText.of(message.toString()));
                    return view;
                })
                .toList();
    }
}
