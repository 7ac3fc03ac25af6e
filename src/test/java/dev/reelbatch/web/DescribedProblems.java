package dev.reelbatch.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes what every operation answers if something is wrong, and that all other answers are JSON. */
final class DescribedProblems {

    private static final String PROBLEM = "ProblemDetail";
    private static final String ANY = "*/*";
    private static final String JSON = "application/json";

    private DescribedProblems() {}

    static void addTo(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem());
        api.getPaths().values().forEach(path -> path.readOperations().forEach(DescribedProblems::complete));
    }

    private static void complete(Operation operation) {
        operation.getResponses().values().forEach(DescribedProblems::nameJson);
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description(
                                        "any other error, such as 400, 401, 403, 404, 405, 413, 415, 429 or 503: detail says why")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM)))));
    }

    private static void nameJson(ApiResponse response) {
        Content content = response.getContent();
        MediaType any = content == null ? null : content.get(ANY);
        if (content != null && any != null && !"binary".equals(any.getSchema().getFormat())) {
            content.remove(ANY);
            content.addMediaType(JSON, any);
        }
    }

    private static Schema<?> problem() {
        Map<String, Schema<?>> row = new LinkedHashMap<>();
        row.put("row", number("the number that a spreadsheet shows"));
        row.put("column", text("the sheet's own heading"));
        row.put("value", text("the cell's text; empty if it is missing"));
        row.put("message", text("what is wrong"));
        Schema<?> suggestion = text("a value that is likely to be meant; null if there is none");
        suggestion.addType("null");
        row.put("suggestion", suggestion);
        Map<String, Schema<?>> problem = new LinkedHashMap<>();
        problem.put("type", text("absent: about:blank").format("uri"));
        problem.put("title", text("the HTTP status in words"));
        problem.put("status", number("the HTTP status"));
        problem.put("detail", text("what is wrong and what to do, for a person"));
        problem.put("instance", text("the address of the request").format("uri"));
        problem.put(
                "rows",
                new Schema<>()
                        .types(Set.of("array"))
                        .description("where rows of a sheet are wrong: the first of them")
                        .items(object(row).required(List.copyOf(row.keySet()))));
        problem.put("error_count", number("where rows are wrong: the number of mistakes in all"));
        return object(problem).description("an error (RFC 9457)").required(List.of("title", "status", "detail"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Schema<?> object(Map<String, Schema<?>> properties) {
        return new Schema<>().types(Set.of("object")).properties((Map) properties);
    }

    private static Schema<?> text(String description) {
        return typed("string", description);
    }

    private static Schema<?> number(String description) {
        return typed("integer", description);
    }

    private static Schema<?> typed(String type, String description) {
        Schema<?> schema = new Schema<>();
        schema.addType(type);
        return schema.description(description);
    }
}
