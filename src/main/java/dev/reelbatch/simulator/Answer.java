package dev.reelbatch.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer; {@link #header} and {@link #body(Body)} return changed copies. */
public record Answer(int status, Map<String, String> headers, Body body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer of(int status, Body body) {
        return new Answer(status, Map.of(), body);
    }

    public static Answer json(int status, String json) {
        return of(status, Body.text("application/json; charset=utf-8", json));
    }

    public static Answer html(int status, String html) {
        return of(status, Body.text("text/html; charset=utf-8", html));
    }

    public static Answer xml(int status, String xml) {
        return of(status, Body.text("application/xml", xml));
    }

    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    public Answer body(Body other) {
        return new Answer(status, headers, other);
    }
}
