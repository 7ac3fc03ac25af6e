package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.SpendingLedger.By;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test asks before and after a change, so that amounts in doubt are kept where that is allowed. */
class SpendingLedgerTest {

    private static final BigDecimal PRICE = LedgerFixture.PRICE.amount();

    private final LedgerFixture ledger = new LedgerFixture();
    private final SpendingLedger spending = new SpendingLedger(ledger.jdbc, ZoneOffset.UTC);
    private final Run run =
            ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"), asking(4, "c"), asking(5, "d"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource
    void whenDoubtsComeAndAreSettledThenTheyAreShownUntilThen(By by) {
        assertThat(entries(by)).isEmpty();
        ledger.drive(run, 2, ClipState.DELIVERED);
        assertThat(sum(by)).isEqualTo(Map.of("charged", PRICE));
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        assertThat(sum(by)).isEqualTo(Map.of("charged", PRICE, "in doubt", PRICE));
        ledger.drive(run, 4, ClipState.IN_DOUBT);
        assertThat(sum(by)).isEqualTo(Map.of("charged", PRICE, "in doubt", PRICE.add(PRICE)));
        ledger.begin(run, 5, 1);
        BigDecimal three = PRICE.add(PRICE).add(PRICE);
        assertThat(sum(by)).as("one without an answer").isEqualTo(Map.of("charged", PRICE, "in doubt", three));

        ledger.doubts.settle(List.of(new Finding(ledger.doubts.rows(run.id()).get(0), true)));
        assertThat(sum(by)).isEqualTo(Map.of("charged", PRICE.add(PRICE), "in doubt", PRICE.add(PRICE)));
        ledger.doubts.settle(List.of(new Finding(ledger.doubts.rows(run.id()).get(0), false)));
        assertThat(sum(by)).isEqualTo(Map.of("charged", PRICE.add(PRICE), "in doubt", PRICE));
    }

    @ParameterizedTest
    @EnumSource
    void whenADoubtIsOfAnotherDayThenItIsNotShown(By by) {
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        assertThat(entries(by)).hasSize(1);
        LocalDate tomorrow = today().plusDays(1);
        assertThat(spending.entries(by, tomorrow, tomorrow, ZoneOffset.UTC)).isEmpty();
    }

    private LocalDate today() {
        return ledger.time.now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private List<SpendingLedger.Entry> entries(By by) {
        return spending.entries(by, today(), today(), ZoneOffset.UTC);
    }

    private Map<String, BigDecimal> sum(By by) {
        List<SpendingLedger.Entry> entries = entries(by);
        assertThat(entries).hasSize(1);
        BigDecimal inDoubt = entries.get(0).inDoubt().in("CNY").setScale(2);
        BigDecimal charged = entries.get(0).charged().in("CNY").setScale(2);
        return inDoubt.signum() == 0 ? Map.of("charged", charged) : Map.of("charged", charged, "in doubt", inDoubt);
    }
}
