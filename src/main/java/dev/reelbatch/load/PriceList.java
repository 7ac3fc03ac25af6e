package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.text.CellText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The prices of a second of video.
 *
 * @param perSecond for every size and resolution without a price of its own
 * @param perSecondFor by size or resolution, such as 1024x1792 or 720P
 */
public record PriceList(
        String currency,
        @Nullable BigDecimal perSecond,
        @DefaultValue Map<String, BigDecimal> perSecondFor) {

    private static final int DECIMALS = 4; // as the ledger keeps them
    private static final BigDecimal DEAREST = BigDecimal.valueOf(10_000_000);

    public PriceList {
        currency = currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
        perSecondFor = Collections.unmodifiableMap(new LinkedHashMap<>(perSecondFor));
    }

    /** Returns the price of one clip; null if a price or the duration is not known. */
    @Nullable Price of(@Nullable Integer seconds, @Nullable String size, @Nullable String resolution) {
        BigDecimal price = special(size);
        if (price == null) {
            price = special(resolution);
        }
        if (price == null) {
            price = perSecond;
        }
        return seconds == null || price == null ? null : price(price.multiply(BigDecimal.valueOf(seconds)));
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
