package dev.reelbatch.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The models in {@code models.yaml} beside this class, which has the form of the settings under
 * {@value Catalogue#PREFIX}. A model is bound when it is first needed: few sheets use more than one or two.
 */
final class ShippedModels {

    private static final String OPEN = Catalogue.PREFIX + "[";

    private static final Map<String, Map<String, Object>> SETTINGS = read();
    private static final Map<String, Model> MODELS = new ConcurrentHashMap<>();

    private ShippedModels() {}

    private static Map<String, Map<String, Object>> read() {
        Map<String, Map<String, Object>> byModel = new LinkedHashMap<>();
        try {
            for (PropertySource<?> document : new YamlPropertySourceLoader()
                    .load("shipped models", new ClassPathResource("models.yaml", ShippedModels.class))) {
                for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
                    Object value = document.getProperty(name);
                    if (value != null) {
                        byModel.computeIfAbsent(model(name), model -> new LinkedHashMap<>())
                                .put(name, value);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byModel;
    }

    private static String model(String name) {
        return name.substring(OPEN.length(), name.indexOf(']'));
    }

    static Set<String> names() {
        return SETTINGS.keySet();
    }

    static @Nullable Model find(String name) {
        return SETTINGS.containsKey(name) ? MODELS.computeIfAbsent(name, ShippedModels::bound) : null;
    }

    private static Model bound(String name) {
        Binder binder = new Binder(ConfigurationPropertySources.from(settings(Set.of(name))));
        return binder.bind(OPEN + name + "]", Model.class).get();
    }

    /** Returns the settings of these models, as far as they are shipped. */
    static PropertySource<?> settings(Collection<String> names) {
        Map<String, Object> all = new LinkedHashMap<>();
        names.forEach(name -> all.putAll(SETTINGS.getOrDefault(name, Map.of())));
        return new MapPropertySource("shipped models", all);
    }
}
