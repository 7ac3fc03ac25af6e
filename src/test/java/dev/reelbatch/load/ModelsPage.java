package dev.reelbatch.load;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue as docs/models.md shows it. */
final class ModelsPage {

    private ModelsPage() {}

    /** The table of all models. */
    static String table(Catalogue catalogue) {
        return catalogue.names().stream()
                .map(name -> {
                    Model model = Objects.requireNonNull(catalogue.find(name));
                    return "| [`%s`](#%s) | %s | %s |"
                            .formatted(
                                    name,
                                    anchor(name),
                                    from(model),
                                    model.price() == null ? "none" : shortPrice(model.price()));
                })
                .collect(Collectors.joining("\n", "| model | makes videos from | price |\n|---|---|---|\n", "\n"));
    }

    private static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
    }

    /** What a row has to give besides the prompt, and the pictures that it may give. */
    private static String from(Model model) {
        Map<String, Parameter> known = new LinkedHashMap<>(model.input());
        known.putAll(model.parameters());
        Map<String, String> given = new LinkedHashMap<>(Map.of("prompt", "a mug"));
        known.forEach((key, field) -> Stream.ofNullable(field.preset()).forEach(value -> given.put(key, value)));
        Stream<String> required = known.keySet().stream()
                .filter(key -> Objects.requireNonNull(known.get(key)).required());
        Stream<String> byRule = model.rules().stream().flatMap(rule -> rule.brokenBy(model.completed(given)).stream());
        String files = Stream.concat(required, byRule)
                .map(key -> Objects.requireNonNull(known.get(key)).kind())
                .filter(kind -> kind != Parameter.Kind.VALUE)
                .distinct()
                .map(kind -> kind == Parameter.Kind.AUDIO
                        ? "a sound file"
                        : "a " + kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
        boolean takesPictures = known.values().stream().anyMatch(field -> field.kind() == Parameter.Kind.PICTURE);
        return !files.isEmpty() ? files : takesPictures ? "text or a picture" : "text";
    }

    private static String shortPrice(PriceList prices) {
        List<PriceRate> rates = prices.rates();
        return Stream.of(
                        range(
                                Stream.of(
                                                Stream.ofNullable(prices.perSecond()),
                                                prices.perSecondFor().values().stream(),
                                                rates.stream().map(PriceRate::perSecond))
                                        .flatMap(all -> all),
                                prices.currency() + " a second"),
                        range(
                                rates.stream()
                                        .flatMap(rate -> Stream.concat(
                                                Stream.ofNullable(rate.perVideo()), rate.bySecond().stream())),
                                prices.currency() + " a video"),
                        range(rates.stream().map(PriceRate::perMillionTokens), prices.currency() + " a million tokens"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String range(Stream<@Nullable BigDecimal> amounts, String unit) {
        List<BigDecimal> sorted = amounts.filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return "";
        }
        BigDecimal least = sorted.get(0);
        BigDecimal most = sorted.get(sorted.size() - 1);
        return (least.compareTo(most) == 0
                        ? least.toPlainString()
                        : least.toPlainString() + " to " + most.toPlainString())
                + " " + unit;
    }

    /** Every model with its columns, its rules and its prices. */
    static String details(Catalogue catalogue) {
        return catalogue.names().stream()
                .map(name -> details(name, Objects.requireNonNull(catalogue.find(name))))
                .collect(Collectors.joining("\n"));
    }

    private static String details(String name, Model model) {
        String fields = ModelFields.of(name, model).fields().stream()
                .map(field -> "| `%s` | %s |\n".formatted(field.column(), field.values()))
                .collect(Collectors.joining());
        String rules = model.rules().stream()
                .map(rule -> "- `%s` needs `%s`\n".formatted(rule.when(), rule.then()))
                .collect(Collectors.joining());
        return "### %s\n\n| column | values |\n|---|---|\n%s\n%s%s%s%s%s"
                .formatted(
                        name,
                        fields,
                        rules.isEmpty() ? "" : rules + "\n",
                        model.unconfirmed() ? "Not in the vendor's documentation yet; try one row first.\n\n" : "",
                        model.note() == null ? "" : model.note() + "\n\n",
                        model.externalId() == null ? "" : "A lost answer is [looked up](#lost-answers).\n\n",
                        price(model.price()));
    }

    private static String price(@Nullable PriceList prices) {
        if (prices == null) {
            return "Price: none in the vendor's list.\n";
        }
        Map<BigDecimal, List<String>> sizes = prices.perSecondFor().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        Stream<String> lines = Stream.of(
                        Stream.ofNullable(prices.perSecond()).map(amount -> amount + " a second"),
                        sizes.keySet().stream()
                                .sorted()
                                .map(amount -> amount + " a second for "
                                        + String.join(", ", Objects.requireNonNull(sizes.get(amount)))),
                        prices.tokensPerSecond().entrySet().stream().map(tokens -> "at most %d tokens a second for %s"
                                .formatted(tokens.getValue(), tokens.getKey())),
                        prices.rates().stream().map(rate -> rate("", rate)),
                        prices.surcharges().stream().map(rate -> rate("besides, ", rate)))
                .flatMap(all -> all);
        return lines.map(line -> "- " + line + "\n")
                .collect(Collectors.joining("", "Price in " + prices.currency() + ":\n\n", ""));
    }

    private static String rate(String before, PriceRate rate) {
        String amount = Stream.of(
                        part(rate.perVideo(), " a video"),
                        part(rate.perSecond(), " a second"),
                        part(rate.perMillionTokens(), " a million tokens"),
                        rate.bySecond().isEmpty()
                                ? ""
                                : rate.bySecond().stream()
                                                .map(BigDecimal::toPlainString)
                                                .collect(Collectors.joining(", "))
                                        + " for 1 to " + rate.bySecond().size() + " seconds")
                .collect(Collectors.joining());
        return before + amount + (rate.when().terms().isEmpty() ? "" : " if `" + rate.when() + "`");
    }

    private static String part(@Nullable BigDecimal amount, String unit) {
        return amount == null ? "" : amount.toPlainString() + unit;
    }
}
