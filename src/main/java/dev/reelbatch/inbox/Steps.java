package dev.reelbatch.inbox;

import java.util.List;
import java.util.Map;

/** What a person does next, step by step. */
final class Steps {

    private Steps() {}

    static void add(List<Map<String, Object>> steps, String what, String why) {
        steps.add(Map.of("number", steps.size() + 1, "what", what, "why", why));
    }

    /** @param file its name and target */
    static void add(List<Map<String, Object>> steps, String what, Map<String, Object> file, String why) {
        steps.add(Map.of("number", steps.size() + 1, "what", what, "file", file, "why", why));
    }
}
