package dev.reelbatch.web;

import dev.reelbatch.page.HtmlTemplates;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with the description of the HTTP API, {@code docs/openapi.json}, which a test compares with the code. */
@Hidden
@RestController
final class DescriptionController {

    private final String description = HtmlTemplates.text(DescriptionController.class, "openapi.json");

    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String description() {
        return description;
    }
}
