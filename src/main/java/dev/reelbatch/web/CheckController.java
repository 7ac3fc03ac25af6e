package dev.reelbatch.web;

import dev.reelbatch.serve.SheetChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what a run of a sheet would do. */
@RestController
final class CheckController {

    private static final String MESSAGE = "message";
    private static final String WARNINGS = "warnings";
    private static final String UNKNOWN_BECAUSE = "existing_unknown_because";

    private final SheetChecks checks;

    CheckController(SheetChecks checks) {
        this.checks = checks;
    }

    @PostMapping(path = "/api/v1/check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Checks a sheet",
            description =
                    "Answers with the object of `check --format json`, also if rows are wrong. Takes the fields of"
                            + " a run; max_cost may be left out. Nothing is submitted, and nothing is kept.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(ref = SchemaNames.CHECK_FORM))))
    @ApiResponse(
            responseCode = "200",
            description = "the findings; ok is false if rows are wrong",
            content = @Content(schema = @Schema(ref = SchemaNames.FINDINGS)))
    @ApiResponse(
            responseCode = "422",
            description = "a field is wrong, or the file is no sheet",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    Map<String, Object> check(
            @Parameter(hidden = true) @RequestPart(name = SheetForm.SHEET, required = false) @Nullable MultipartFile sheet,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request)
            throws IOException, MissingServletRequestPartException {
        SheetForm form = SheetForm.of(sheet, fields, request);
        if (form.file() == null) {
            return shown(checks.check(form.link(), form.options()));
        }
        try (InputStream content = form.file().getInputStream()) {
            return shown(checks.check(form.fileName(), content, form.options()));
        }
    }

    /** Says in the caller's words what was said in those of the command line. */
    private static Map<String, Object> shown(ObjectNode findings) {
        ArrayNode warnings = findings.arrayNode();
        findings.path(WARNINGS).forEach(warning -> warnings.add(HttpText.of(warning.asString())));
        findings.set(WARNINGS, warnings);
        findings.path("errors").forEach(error -> {
            ObjectNode shown = (ObjectNode) error;
            shown.put(MESSAGE, HttpText.of(shown.path(MESSAGE).asString()));
        });
        JsonNode because = findings.path(UNKNOWN_BECAUSE);
        if (because.isString()) {
            findings.put(UNKNOWN_BECAUSE, HttpText.of(because.asString()));
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        findings.properties().forEach(field -> shown.put(field.getKey(), field.getValue()));
        return shown;
    }
}
