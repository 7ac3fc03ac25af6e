package dev.reelbatch.load;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that rows are checked against before anything is sent. A model that is not in the catalogue can be
 * requested as well: unchecked and without a price.
 *
 * <p>The shipped catalogue is {@code models.yaml} beside this class, in the shape of the settings under
 * {@value #PREFIX}; the settings of a home, bound over it, change a price or add a model.
 *
 * @param models by the name that is sent
 */
public record Catalogue(Map<String, Model> models) {

    public static final String PREFIX = "reelbatch.models";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The model of rows that name none. */
    public static final String DEFAULT_MODEL = "openai/sora-2/text-to-video";

    public Catalogue {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    public static Catalogue shipped() {
        return new Catalogue(new Binder(shippedSettings().stream()
                        .map(ConfigurationPropertySource::from)
                        .toList())
                .bind(PREFIX, Bindable.mapOf(String.class, Model.class))
                .get());
    }

    /** Returns the shipped catalogue as settings of the lowest precedence. */
    public static List<PropertySource<?>> shippedSettings() {
        try {
            return new YamlPropertySourceLoader()
                    .load("shipped models", new ClassPathResource("models.yaml", Catalogue.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable Model find(String name) {
        return models.get(name);
    }

    /**
     * Returns what the clip's request costs if it is submitted now, which may differ from what it cost before; null if
     * it has no price.
     */
    public @Nullable Price priceOf(Clip clip) {
        Model model = find(clip.model());
        if (model == null || model.price() == null) {
            return null;
        }
        JsonNode resolution = JSON.readTree(clip.request()).path("parameters").path("resolution");
        return model.price().of(clip.duration(), clip.size(), resolution.isString() ? resolution.asString() : null);
    }

    /** Returns the catalogue's spelling if only the case differs, else the name unchanged. */
    String spelling(String name) {
        if (models.containsKey(name)) {
            return name;
        }
        String folded = CellText.folded(name);
        return models.keySet().stream()
                .filter(known -> CellText.folded(known).equals(folded))
                .findFirst()
                .orElse(name);
    }

    @Nullable public String nearest(String name) {
        return Suggestion.text(name, models.keySet());
    }
}
