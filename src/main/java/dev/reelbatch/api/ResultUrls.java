package dev.reelbatch.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds the addresses of a task's videos, wherever gateways put them. */
final class ResultUrls {

    private static final List<String> URLS = List.of("urls", "url", "video_url", "video_urls", "videos", "video");
    private static final List<String> URLS_OF_ONE = List.of("url", "video_url");

    /** The objects beside or below the one with the task's state. */
    private static final List<String> PLACES =
            List.of("", "/output", "/data/output", "/data", "/result", "/task_result", "/content");

    private ResultUrls() {}

    /** Returns each URL once, in order, from the first field that has any: of the task, or else of the whole answer. */
    static List<String> of(JsonNode task, JsonNode body) {
        return Stream.of(task, body)
                .flatMap(from -> PLACES.stream().map(from::at))
                .flatMap(place -> URLS.stream().map(place::path))
                .map(ResultUrls::in)
                .filter(urls -> !urls.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> in(JsonNode field) {
        Set<String> urls = new LinkedHashSet<>();
        for (JsonNode item : field.isArray() ? field : List.of(field)) {
            JsonNode url = item.isObject()
                    ? URLS_OF_ONE.stream()
                            .map(item::path)
                            .filter(JsonNode::isString)
                            .findFirst()
                            .orElse(item)
                    : item;
            String text = url.isString() ? Json.text(url) : null;
            if (text != null) {
                urls.add(text);
            }
        }
        return List.copyOf(urls);
    }
}
