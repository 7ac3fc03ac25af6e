package dev.reelbatch.simulator;

import dev.reelbatch.picture.Picture;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param headers by their names in lower case; of a repeated one, the last
 * @param query decoded; of a repeated parameter, the last
 * @param body with a reference in the place of each picture
 * @param pictures those that came, by the SHA-256 of their bytes
 */
public record Call(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body,
        Map<String, Picture> pictures) {

    public Call {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the same call without this header. */
    public Call without(String header) {
        Map<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header.toLowerCase(Locale.ROOT));
        return new Call(method, path, query, fewer, body, pictures);
    }

    /** Returns the prompt of a submit; empty for any other call. */
    public String prompt() {
        return SimulatorJson.prompt(body);
    }

    /** Returns the task of a status call or a download; empty for a submit. */
    public String taskId() {
        String asked = query.get("task_id");
        return asked != null ? asked : VideoPath.of(path).map(VideoPath::taskId).orElse("");
    }
}
