package dev.reelbatch.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The known parameters of a model. Both maps are open: a row may send other keys.
 *
 * @param input known parameters in {@code input}, by key
 * @param parameters known parameters in {@code parameters}, by key
 * @param shape the key in {@code parameters} that takes {@code 16:9}; null if only sizes are taken, or no such key
 *     is known
 */
public record Model(
        @DefaultValue Map<String, Parameter> input,
        @DefaultValue Map<String, Parameter> parameters,
        @Nullable PriceList price,
        @Nullable String shape) {

    /** A model without known parameters: nothing is checked, nothing filled in. */
    static final Model UNKNOWN = new Model(Map.of(), Map.of(), null, null);

    public Model {
        // Keeps the catalogue's order, so that errors always come in the same order.
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
