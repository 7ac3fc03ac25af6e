package dev.reelbatch.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is known of a model. Both maps are open: a row may send more than what stands in them.
 *
 * @param input what is known of {@code input.*}, by key
 * @param parameters what is known of {@code parameters.*}, by key
 * @param shape the key in {@code parameters} that takes {@code 16:9}; null where sizes alone are taken, or none is known
 */
public record Model(
        @DefaultValue Map<String, Parameter> input,
        @DefaultValue Map<String, Parameter> parameters,
        @Nullable PriceList price,
        @Nullable String shape) {

    /** Nothing is checked, nothing filled in. */
    static final Model UNKNOWN = new Model(Map.of(), Map.of(), null, null);

    public Model {
        // In the catalogue's order, so that errors always come in the same one.
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
