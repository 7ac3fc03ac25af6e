package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class PriceListTest {

    @Property
    void whenAPriceHasMoreDecimalsThanTheLedgerThenItIsNeverRoundedDown(
            @ForAll @BigRange(min = "0", max = "10") @Scale(9) BigDecimal second,
            @ForAll @IntRange(min = 1, max = 60) int seconds) {
        BigDecimal exact = second.multiply(BigDecimal.valueOf(seconds));
        BigDecimal amount =
                Objects.requireNonNull(list(second).of(duration(seconds))).amount();

        assertThat(amount).isBetween(exact, exact.add(new BigDecimal("0.0001")));
        assertThat(amount.stripTrailingZeros().scale()).isLessThanOrEqualTo(4);
    }

    @Test
    void whenACurrencyIsWrittenInSmallLettersThenItIsTheSame() {
        PriceList prices = list(" cny", BigDecimal.ONE);
        assertThat(prices.of(duration(4))).isEqualTo(new Price(new BigDecimal("4"), "CNY"));
    }

    @Test
    void whenAPriceIsNoneThatAnybodyPaysThenItIsUnknown() {
        assertThat(list(new BigDecimal("10000")).of(duration(Integer.MAX_VALUE)))
                .isNull();
    }

    private static PriceList list(BigDecimal perSecond) {
        return list("CNY", perSecond);
    }

    private static PriceList list(String currency, BigDecimal perSecond) {
        return new PriceList(currency, perSecond, Map.of(), List.of(), List.of(), Map.of());
    }

    private static Map<String, String> duration(int seconds) {
        return Map.of("duration", String.valueOf(seconds));
    }
}
