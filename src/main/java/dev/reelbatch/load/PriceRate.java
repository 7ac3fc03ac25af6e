package dev.reelbatch.load;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One line of a vendor's price list: what a video costs if a condition holds.
 *
 * @param when null: always
 * @param perVideo the price of a video of any length
 * @param bySecond the price of a video of 1, 2, 3 … seconds
 * @param perMillionTokens for models that are charged by {@link PriceList#tokensPerSecond()}
 * @param takes the usual seconds of generation for a video of 1, 2, 3 … seconds
 */
public record PriceRate(
        @Nullable Condition when,
        @Nullable BigDecimal perSecond,
        @Nullable BigDecimal perVideo,
        @DefaultValue List<BigDecimal> bySecond,
        @Nullable BigDecimal perMillionTokens,
        @DefaultValue List<BigDecimal> takes) {

    private static final int MILLION = 6;

    public PriceRate {
        when = when == null ? Condition.ALWAYS : when;
        bySecond = List.copyOf(bySecond);
        takes = List.copyOf(takes);
    }

    @Override
    public Condition when() {
        return when == null ? Condition.ALWAYS : when;
    }

    /**
     * Returns the amount for one video; null if the length or the number of tokens is needed and not known.
     *
     * @param tokens most tokens of a second of video
     */
    @Nullable BigDecimal amount(@Nullable Integer seconds, @Nullable Integer tokens) {
        if (perVideo != null) {
            return perVideo;
        }
        if (seconds == null) {
            return null;
        }
        if (!bySecond.isEmpty()) {
            return at(seconds, bySecond);
        }
        BigDecimal length = BigDecimal.valueOf(seconds);
        if (perMillionTokens != null) {
            return tokens == null
                    ? null
                    : perMillionTokens
                            .multiply(BigDecimal.valueOf(tokens))
                            .multiply(length)
                            .movePointLeft(MILLION);
        }
        return perSecond == null ? null : perSecond.multiply(length);
    }

    Stream<BigDecimal> amounts() {
        return Stream.concat(
                Stream.of(perSecond, perVideo, perMillionTokens).filter(Objects::nonNull), bySecond.stream());
    }

    /** Returns the entry of a table for videos of 1, 2, 3 … seconds; null for any other length. */
    static @Nullable BigDecimal at(int seconds, List<BigDecimal> table) {
        return seconds >= 1 && seconds <= table.size() ? table.get(seconds - 1) : null;
    }
}
