package dev.reelbatch.web;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.ledger.RunPages.Marks;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Keep, redo and notes on the videos of a run, which the team shares. */
@RestController
@RequestMapping("/api/v1/runs/{id}")
@ApiResponse(responseCode = "200", description = "the video with its mark and notes")
@RefusedResponse
final class MarksController {

    private final RunActions runs;
    private final MarkActions actions;
    private final Session session;

    MarksController(RunActions runs, MarkActions actions, Session session) {
        this.runs = runs;
        this.actions = actions;
        this.session = session;
    }

    @GetMapping("/marks")
    @Operation(
            summary = "Lists the rows of a run with the team's marks and notes",
            description = "In the order of its sheet; empty until it has begun.")
    List<MarkView> all(
            @PathVariable String id,
            @Parameter(schema = @Schema(allowableValues = {"keep", "redo", "none"}))
                    @RequestParam(required = false)
                    @Nullable String mark,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        Long runId = runs.run(id).runId();
        Filter filter = new Filter("", Set.of(), false, marks(mark));
        if (runId == null) {
            return List.of();
        }
        Page wanted = Page.of(page, size);
        return views(session.runPages()
                .rows(session.standing().ofRun(runId).run(), filter, wanted.limit(), wanted.offset()));
    }

    private static Marks marks(@Nullable String mark) {
        if (mark == null) {
            return Marks.ANY;
        }
        if (!Set.of("keep", "redo", "none").contains(mark)) {
            throw new UserException(Text.of("mark must be one of %s, not \"%s\"", "keep, redo, none", mark));
        }
        return Marks.valueOf(mark.toUpperCase(Locale.ROOT));
    }

    @PostMapping(path = "/marks", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Marks the video of a row: keep, redo or none",
            description =
                    "Nothing is spent by it. The mark belongs to the video: the next version of the row has none.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = MarkForm.class))))
    MarkView mark(
            @PathVariable String id,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            @Parameter(hidden = true) Authentication caller,
            HttpServletRequest request) {
        RequestFields fields = fields(body, MarkForm.FIELDS);
        Run run = run(id, fields);
        ReportRow row = row(run, fields);
        actions.mark(run.job(), row, fields.required("mark"), fields.value("prompt"), caller, request);
        return views(List.of(row)).get(0);
    }

    @PostMapping(path = "/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Adds a note on the video of a row",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NoteForm.class))))
    MarkView note(
            @PathVariable String id,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            @Parameter(hidden = true) Authentication caller,
            HttpServletRequest request) {
        RequestFields fields = fields(body, NoteForm.FIELDS);
        ReportRow row = row(run(id, fields), fields);
        actions.note(row, fields.required("text"), caller, request);
        return views(List.of(row)).get(0);
    }

    private static RequestFields fields(JsonNode body, Set<String> known) {
        return new RequestFields(JsonFields.of(body)).requireKnown(known);
    }

    private Run run(String id, RequestFields fields) {
        Long runId = runs.run(id).runId();
        if (runId == null) {
            throw hasNoRow(fields.number("row"));
        }
        return session.standing().ofRun(runId).run();
    }

    private ReportRow row(Run run, RequestFields fields) {
        int number = fields.number("row");
        int variant = fields.has("variant") ? fields.number("variant") : 1;
        return session.runPages().row(run, number).stream()
                .filter(row -> row.variant() == variant)
                .findFirst()
                .orElseThrow(() -> hasNoRow(number));
    }

    private static NotFoundException hasNoRow(int number) {
        return new NotFoundException(Text.of("This run has no row %d.", number));
    }

    private List<MarkView> views(List<ReportRow> rows) {
        List<Long> clips = rows.stream()
                .map(ReportRow::clip)
                .filter(Objects::nonNull)
                .map(Clip::id)
                .toList();
        Map<Long, Mark> marks = session.marks().of(clips);
        Map<Long, List<Note>> notes = session.marks().notes(clips);
        return rows.stream()
                .map(row -> row.clip() == null
                        ? MarkView.of(row, null, List.of())
                        : MarkView.of(
                                row,
                                marks.get(row.clip().id()),
                                notes.getOrDefault(row.clip().id(), List.of())))
                .toList();
    }
}
