package dev.reelbatch.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money in each currency; what has no known price is not in it. In JSON it is an object with a number per
 * currency.
 *
 * @param byCurrency exact amounts by ISO 4217 code, in the order of the codes
 */
public record Cost(@JsonValue Map<String, BigDecimal> byCurrency) {

    public static final Cost NONE = new Cost(Map.of());

    private static final int DECIMALS = 2;
    private static final int DECIMALS_KEPT = 4; // by the ledger

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Cost {
        byCurrency = Collections.unmodifiableSortedMap(new TreeMap<>(byCurrency));
    }

    /** All that may have been paid. */
    public static Cost of(Collection<Charges> charges) {
        Map<String, BigDecimal> sum = new TreeMap<>();
        charges.forEach(in -> sum.merge(in.currency(), in.total(), BigDecimal::add));
        return new Cost(sum);
    }

    /** @param price null where it is not known, which adds nothing */
    public Cost plus(@Nullable Price price) {
        return plus(price, 1);
    }

    /** @param price null where it is not known, which adds nothing */
    public Cost plus(@Nullable Price price, int times) {
        if (price == null) {
            return this;
        }
        Map<String, BigDecimal> sum = new TreeMap<>(byCurrency);
        sum.merge(price.currency(), price.amount().multiply(BigDecimal.valueOf(times)), BigDecimal::add);
        return new Cost(sum);
    }

    public Cost plusAll(Cost other) {
        Map<String, BigDecimal> sum = new TreeMap<>(byCurrency);
        other.byCurrency.forEach((currency, amount) -> sum.merge(currency, amount, BigDecimal::add));
        return new Cost(sum);
    }

    public boolean isEmpty() {
        return byCurrency.isEmpty();
    }

    /** Zero where nothing is in that currency. */
    public BigDecimal in(String currency) {
        return byCurrency.getOrDefault(currency, BigDecimal.ZERO);
    }

    /** For example {@code 51.12 CNY + 3.00 USD}; empty if nothing is in it. */
    public String text() {
        return byCurrency.entrySet().stream()
                .map(entry -> text(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(" + "));
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException if it is nothing like that
     */
    public static Cost parse(String text) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (String amount : text.isBlank() ? new String[0] : text.split("\\+")) {
            String[] parts = amount.strip().split("\\s+");
            if (parts.length != 2) {
                throw new IllegalArgumentException(text);
            }
            amounts.put(parts[1], new BigDecimal(parts[0])); // its exception is one of these
        }
        return new Cost(amounts);
    }

    /** For example {@code 51.12 CNY}. */
    public static String text(BigDecimal amount, String currency) {
        return rounded(amount).toPlainString() + " " + currency;
    }

    /** As amounts are shown: with two decimals, and with up to four where there are more. */
    public static BigDecimal rounded(BigDecimal amount) {
        int scale = Math.min(DECIMALS_KEPT, amount.stripTrailingZeros().scale());
        return amount.setScale(Math.max(DECIMALS, scale), RoundingMode.HALF_UP);
    }
}
