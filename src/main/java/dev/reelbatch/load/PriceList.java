package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.CellText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The prices of a model's videos, in one currency.
 *
 * @param perSecond for every size and resolution without a price of its own; it comes before {@code rates}, so that a
 *     setting replaces them by it
 * @param perSecondFor by size or resolution, such as 1024x1792 or 720P
 * @param rates the first whose condition holds counts
 * @param surcharges all whose conditions hold are added
 * @param tokensPerSecond the most tokens of a second of video, by resolution
 */
public record PriceList(
        String currency,
        @Nullable BigDecimal perSecond,
        @DefaultValue Map<String, BigDecimal> perSecondFor,
        @DefaultValue List<PriceRate> rates,
        @DefaultValue List<PriceRate> surcharges,
        @DefaultValue Map<String, Integer> tokensPerSecond) {

    static final String SIZE = "size";
    static final String RESOLUTION = "resolution";
    static final String DURATION = "duration";

    private static final int DECIMALS = 4; // as the ledger keeps them
    private static final BigDecimal DEAREST = BigDecimal.valueOf(10_000_000);

    public PriceList {
        currency = currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
        perSecondFor = Collections.unmodifiableMap(new LinkedHashMap<>(perSecondFor));
        rates = List.copyOf(rates);
        surcharges = List.copyOf(surcharges);
        tokensPerSecond = Collections.unmodifiableMap(new LinkedHashMap<>(tokensPerSecond));
    }

    /** Returns the fields on which the price depends, if a request has these values. */
    Set<String> fields(Map<String, String> values) {
        Set<String> fields = new LinkedHashSet<>();
        if (!perSecondFor.isEmpty() && !values.containsKey(SIZE)) {
            fields.add(RESOLUTION);
        }
        if (perSecond == null) {
            rates.forEach(rate -> fields.addAll(rate.when().terms().keySet()));
        }
        surcharges.forEach(rate -> fields.addAll(rate.when().terms().keySet()));
        fields.add(DURATION);
        return fields;
    }

    /**
     * Returns the price of one clip; null if a price or the duration is not known.
     *
     * @param values of the request, by field
     */
    @Nullable Price of(Map<String, String> values) {
        Integer seconds = whole(values.get(DURATION));
        Integer tokens = tokensPerSecond.get(Objects.requireNonNullElse(values.get(RESOLUTION), ""));
        BigDecimal second = Stream.of(SIZE, RESOLUTION)
                .map(field -> special(values.get(field)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(perSecond);
        BigDecimal amount = second != null
                ? seconds == null ? null : second.multiply(BigDecimal.valueOf(seconds))
                : rate(values).map(rate -> rate.amount(seconds, tokens)).orElse(null);
        for (PriceRate surcharge : surcharges) {
            if (amount != null && surcharge.when().holds(values)) {
                BigDecimal more = surcharge.amount(seconds, tokens);
                amount = more == null ? null : amount.add(more);
            }
        }
        return amount == null ? null : price(amount);
    }

    /** Returns every number of the list, for checks. */
    public Stream<BigDecimal> amounts() {
        return Stream.of(
                        Stream.ofNullable(perSecond),
                        perSecondFor.values().stream(),
                        Stream.concat(rates.stream(), surcharges.stream()).flatMap(PriceRate::amounts))
                .flatMap(amounts -> amounts);
    }

    private Optional<PriceRate> rate(Map<String, String> values) {
        return rates.stream().filter(rate -> rate.when().holds(values)).findFirst();
    }

    /** Returns how long a video usually takes to generate; null if the vendor does not say. */
    @Nullable Duration takes(Map<String, String> values) {
        Integer seconds = whole(values.get(DURATION));
        return seconds == null
                ? null
                : rate(values)
                        .map(rate -> PriceRate.at(seconds, rate.takes()))
                        .map(takes -> Duration.ofMillis(takes.movePointRight(3).longValue()))
                        .orElse(null);
    }

    static @Nullable Integer whole(@Nullable String text) {
        return text == null || text.isEmpty() ? null : CellValue.whole(CellValue.of(text));
    }

    /**
     * Returns the amount, never rounded down (a small cost must not become free, and a limit must hold); null if it is
     * implausible.
     */
    private @Nullable Price price(BigDecimal amount) {
        BigDecimal kept = amount.scale() > DECIMALS ? amount.setScale(DECIMALS, RoundingMode.CEILING) : amount;
        return kept.compareTo(DEAREST) > 0 ? null : new Price(kept, currency);
    }

    private @Nullable BigDecimal special(@Nullable String picture) {
        if (picture == null) {
            return null;
        }
        String folded = CellText.folded(picture);
        return perSecondFor.entrySet().stream()
                .filter(entry -> CellText.folded(entry.getKey()).equals(folded))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
