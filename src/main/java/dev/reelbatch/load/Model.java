package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.sheet.CellValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The known fields of a model's requests, and its prices. Both maps are open: a row may send other keys.
 *
 * @param input known fields of {@code input}, by key
 * @param parameters known fields of {@code parameters}, by key
 * @param shape the key in {@code parameters} that takes {@code 16:9}; null if only sizes are taken, or no such key
 *     is known
 * @param rules how fields depend on each other
 * @param drafts its previews; null if it has none
 * @param offPeak the vendor's cheaper and slower service; null if it has none
 * @param externalId the key in {@code parameters} that takes an id of the caller's own, by which the API can be asked
 *     for a task; null if there is none
 * @param pictures what it takes as a picture
 * @param note a remark for the documentation
 * @param unconfirmed whether the vendor's documentation does not have the model yet
 */
public record Model(
        @DefaultValue Map<String, Parameter> input,
        @DefaultValue Map<String, Parameter> parameters,
        @Nullable PriceList price,
        @Nullable String shape,
        @DefaultValue List<Rule> rules,
        @Nullable Drafts drafts,
        @Nullable OffPeak offPeak,
        @Nullable String externalId,
        @DefaultValue PictureRules pictures,
        @Nullable String note,
        @DefaultValue("false") boolean unconfirmed) {

    /** A model without known fields: nothing is checked, nothing filled in. */
    static final Model UNKNOWN =
            new Model(Map.of(), Map.of(), null, null, List.of(), null, null, null, PictureRules.ADDRESSES, null, false);

    /**
     * A choice that the row leaves to the API, and that makes its video dearer than another one would.
     *
     * @param value what the API takes; null if that is not known, so that the dearest is expected
     */
    record Assumption(String field, @Nullable String value) {}

    public Model {
        // Keeps the catalogue's order, so that errors always come in the same order.
        input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        rules = List.copyOf(rules);
    }

    boolean needsPrompt() {
        Parameter prompt = input.get("prompt");
        return prompt == null || prompt.required();
    }

    @Nullable Parameter field(String key) {
        Parameter parameter = parameters.get(key);
        return parameter == null ? input.get(key) : parameter;
    }

    /** Returns the request as it is sent: without what a draft has, and with fields in the lists that they belong into. */
    Request asSent(Request request) {
        Request own = continued(request);
        return new Request(own.model(), asSent(own.input(), input), asSent(own.parameters(), parameters));
    }

    /** Returns the request without what its draft, if it continues one, has already. */
    Request continued(Request request) {
        return drafts == null ? request : drafts.continued(request);
    }

    private static SortedMap<String, JsonNode> asSent(
            SortedMap<String, JsonNode> values, Map<String, Parameter> known) {
        SortedMap<String, JsonNode> sent = new TreeMap<>(values);
        known.forEach((key, parameter) -> {
            JsonNode value = parameter.list() == null ? null : sent.remove(key);
            if (value != null) {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                if (sent.get(parameter.list()) instanceof ArrayNode others) {
                    list.addAll(others);
                }
                sent.put(parameter.list(), list.add(parameter.inList().of(value)));
            }
        });
        return sent;
    }

    /** Returns true if a value that is sent where a row has none depends on its other values. */
    boolean hasConditionalDefaults() {
        return parameters.values().stream()
                .anyMatch(parameter -> !parameter.defaultWhen().isEmpty());
    }

    /** Returns the values that a request gives, by field, also of those in lists. */
    Map<String, String> given(Request request) {
        Map<String, String> given = new LinkedHashMap<>();
        add(request.input(), input, given);
        add(request.parameters(), parameters, given);
        return given;
    }

    private static void add(Map<String, JsonNode> values, Map<String, Parameter> known, Map<String, String> given) {
        values.forEach((key, value) -> given.put(key, CellValue.shown(value)));
        known.forEach((key, parameter) -> {
            if (parameter.list() == null) {
                return;
            }
            JsonNode value = parameter.inList().valueIn(values.get(parameter.list()));
            if (value != null) {
                given.put(key, CellValue.shown(value));
            }
            if (given.containsKey(key)) {
                given.putIfAbsent(parameter.list(), "");
            }
        });
    }

    /** Adds what the API takes for fields that are not given. */
    Map<String, String> completed(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>(given);
        for (Map<String, Parameter> known : List.of(input, parameters)) {
            known.forEach((key, parameter) -> {
                if (parameter.apiDefault() != null) {
                    values.putIfAbsent(key, parameter.apiDefault());
                }
            });
        }
        return values;
    }

    boolean isChargedByTokens() {
        return price != null && !price.tokensPerSecond().isEmpty();
    }

    /** Returns the seconds of a video; null if neither the request nor the catalogue gives them. */
    @Nullable Integer seconds(Map<String, String> given) {
        return PriceList.whole(completed(given).get(PriceList.DURATION));
    }

    /** Returns the price of a video, the highest possible where the API's choice is not known; null if it has none. */
    @Nullable Price priceOf(Map<String, String> given) {
        return dearest(completed(given));
    }

    /** Returns how long a video usually takes to generate; null if the vendor does not say. */
    @Nullable Duration takes(Map<String, String> given) {
        return price == null ? null : price.takes(completed(given));
    }

    /** Returns the price of the same video off-peak; null unless that is lower. */
    @Nullable Price offPeakPrice(Map<String, String> given) {
        Price now = priceOf(given);
        Price price = offPeak == null ? null : priceOf(offPeak.with(given));
        return now == null || price == null || price.amount().compareTo(now.amount()) >= 0 ? null : price;
    }

    /** Returns how long a task of the request may take off-peak; zero for any other request. */
    Duration mayTake(Map<String, String> given) {
        return offPeak == null ? Duration.ZERO : offPeak.mayTake(completed(given));
    }

    private @Nullable Price dearest(Map<String, String> values) {
        if (price == null) {
            return null;
        }
        for (String field : price.fields(values)) {
            Parameter parameter = field(field);
            if (parameter != null
                    && !values.containsKey(field)
                    && !parameter.possible().isEmpty()) {
                return dearest(field, parameter.possible(), values);
            }
        }
        return price.of(values);
    }

    private @Nullable Price dearest(String field, List<String> possible, Map<String, String> values) {
        Price dearest = null;
        for (String value : possible) {
            Price one = dearest(with(field, value, values));
            if (one == null) {
                return null;
            }
            dearest = dearest == null || one.amount().compareTo(dearest.amount()) > 0 ? one : dearest;
        }
        return dearest;
    }

    private static Map<String, String> with(String field, String value, Map<String, String> values) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(field, value);
        return changed;
    }

    /**
     * Returns the empty fields for which the API takes the dearest choice, or perhaps does so. A usual length is no such
     * choice, nor is a service that is not off-peak.
     */
    List<Assumption> assumptions(Map<String, String> given) {
        Price actual = priceOf(given);
        List<Assumption> assumptions = new ArrayList<>();
        if (price == null || actual == null) {
            return assumptions;
        }
        for (String field : price.fields(completed(given))) {
            Parameter parameter = given.containsKey(field) ? null : field(field);
            boolean isOffPeak = offPeak != null && offPeak.when().terms().containsKey(field);
            boolean isUsual = field.equals(PriceList.DURATION) && parameter != null && parameter.apiDefault() != null;
            if (parameter == null || isUsual || isOffPeak) {
                continue;
            }
            List<Integer> compared = parameter.possible().stream()
                    .map(value -> priceOf(with(field, value, given)))
                    .filter(Objects::nonNull)
                    .map(other -> other.amount().compareTo(actual.amount()))
                    .toList();
            if (compared.stream().allMatch(sign -> sign <= 0)
                    && compared.stream().anyMatch(sign -> sign < 0)) {
                assumptions.add(new Assumption(field, parameter.apiDefault()));
            }
        }
        return assumptions;
    }
}
