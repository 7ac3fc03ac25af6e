package dev.reelbatch.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Spring's own settings that {@code serve} takes besides those of reelbatch: TLS, a proxy before it, company accounts,
 * traces.
 */
public final class SpringSettings {

    private static final List<String> PREFIXES = List.of(
            "server.ssl.",
            "spring.security.oauth2.client.",
            "management.opentelemetry.tracing.",
            "management.opentelemetry.resource-attributes.",
            "management.tracing.sampling.");
    private static final List<String> NAMES = List.of("server.forward-headers-strategy");

    private SpringSettings() {}

    public static boolean has(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    /**
     * Returns those of a settings file and of the command line, which takes precedence.
     *
     * @param settingsFile may be missing
     */
    public static Map<String, Object> load(Path settingsFile, Map<String, String> commandLine) {
        Map<String, Object> all = new TreeMap<>();
        SettingsLoader.yaml(settingsFile).forEach(document -> {
            if (document instanceof EnumerablePropertySource<?> keys) {
                for (String name : keys.getPropertyNames()) {
                    if (has(name)) {
                        all.putIfAbsent(name, String.valueOf(keys.getProperty(name)));
                    }
                }
            }
        });
        commandLine.forEach((name, value) -> {
            if (has(name)) {
                all.put(name, value);
            }
        });
        return new LinkedHashMap<>(all);
    }
}
