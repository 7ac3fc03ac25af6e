package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CostTest {

    private static final Price YUAN = new Price(new BigDecimal("2.840"), "CNY");
    private static final Price DOLLARS = new Price(new BigDecimal("0.0375"), "USD");

    private final JsonMapper json = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({"3, 3.00", "2.8, 2.80", "2.840, 2.84", "0.0375, 0.0375", "0.12345, 0.1235", "1E+3, 1000.00", "0, 0.00"})
    void whenAnAmountIsShownThenWithTwoDecimalsOrUpToFour(BigDecimal amount, String shown) {
        assertThat(Cost.text(amount, "CNY")).isEqualTo(shown + " CNY");
    }

    @Test
    void whenPricesAreAddedThenEachCurrencyHasItsSumAndAnUnknownPriceAddsNothing() {
        Cost cost = Cost.NONE.plus(DOLLARS).plus(YUAN, 3).plus(null).plus(YUAN);
        assertThat(cost.in("CNY")).isEqualByComparingTo("11.36");
        assertThat(cost.in("EUR")).isZero();
        assertThat(cost.text()).isEqualTo("11.36 CNY + 0.0375 USD");
        assertThat(cost.isEmpty()).isFalse();
        assertThat(Cost.NONE.plus(null)).isEqualTo(Cost.NONE);
        assertThat(Cost.NONE.isEmpty()).isTrue();
        assertThat(Cost.NONE.text()).isEmpty();
    }

    @Test
    void whenChargesAreAddedThenAllThatMayHaveBeenPaidCounts() {
        Charges charges = new Charges("CNY", BigDecimal.TEN, new BigDecimal("2.84"), BigDecimal.ONE);
        assertThat(Cost.of(List.of(charges)).text()).isEqualTo("13.84 CNY");
    }

    @Test
    void whenItIsKeptAsJsonThenItIsAnObjectOfExactAmountsAndComesBackTheSame() {
        Cost cost = Cost.NONE.plus(DOLLARS).plus(YUAN);
        assertThat(json.writeValueAsString(cost)).isEqualTo("{\"CNY\":2.840,\"USD\":0.0375}");
        assertThat(json.readValue("{\"CNY\":2.840,\"USD\":0.0375}", Cost.class)).isEqualTo(cost);
        assertThat(json.writeValueAsString(Cost.NONE)).isEqualTo("{}");
    }

    /** Keys of sheets that are in the ledger are made of it: with another text all of them would be loaded again. */
    @Test
    void whenItIsPartOfALoadKeyThenItsTextIsThatOfAMap() {
        Map<String, BigDecimal> amounts = Cost.NONE.plus(DOLLARS).plus(YUAN, 2).byCurrency();
        assertThat(amounts).hasToString("{CNY=5.680, USD=0.0375}");
    }
}
