package dev.reelbatch.load;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The models of a catalogue as a table for docs/settings.md. */
final class ModelsTable {

    private ModelsTable() {}

    static String of(Catalogue catalogue) {
        return catalogue.models().entrySet().stream()
                .map(model -> "| `%s` | %s | %s |"
                        .formatted(
                                model.getKey(),
                                values(model.getValue()),
                                price(model.getValue().price())))
                .collect(Collectors.joining("\n", "| model | values | price of a second |\n|---|---|---|\n", "\n"));
    }

    private static String values(Model model) {
        return model.parameters().entrySet().stream()
                .map(parameter -> {
                    boolean isShape = parameter.getKey().equals(model.shape());
                    String values = values(parameter.getValue());
                    String shown = values.isEmpty() && isShape ? "a ratio such as 16:9" : values;
                    return "`%s`%s".formatted(column(parameter.getKey()), shown.isEmpty() ? "" : ": " + shown);
                })
                .collect(Collectors.joining("; "));
    }

    private static String column(String parameter) {
        return List.of("size", "duration").contains(parameter) ? parameter : "parameters." + parameter;
    }

    private static String values(Parameter parameter) {
        String range = parameter.min() == null ? "" : parameter.min() + " to " + parameter.max();
        String values = parameter.allowed().stream()
                .map(value -> value.equals(parameter.preset()) ? value + " (default)" : value)
                .collect(Collectors.joining(", "));
        String required = parameter.required() && parameter.preset() == null ? "required" : "";
        return Stream.of(required, range, values)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String price(@Nullable PriceList prices) {
        if (prices == null) {
            return "";
        }
        Map<BigDecimal, List<String>> sizes = prices.perSecondFor().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return Stream.concat(
                        Stream.ofNullable(prices.perSecond()).map(price -> price + " " + prices.currency()),
                        sizes.keySet().stream().sorted().map(price -> "%s %s (%s)"
                                .formatted(
                                        price,
                                        prices.currency(),
                                        String.join(", ", Objects.requireNonNull(sizes.get(price))))))
                .collect(Collectors.joining("; "));
    }
}
