package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleLedgerTest {

    private static final Instant MONDAY = Instant.parse("2026-04-06T00:00:00.123456Z");
    private static final Instant TUESDAY = Instant.parse("2026-04-07T00:00:00Z");

    private final LedgerFixture ledger = new LedgerFixture();
    private final ScheduleLedger schedules = new ScheduleLedger(ledger.jdbc);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenAJobFileIsNewThenNothingOfItWasHandled() {
        assertThat(schedules.handledUpTo("nightly")).isEmpty();
    }

    @Test
    void whenNightsAreHandledThenTheLatestIsRememberedForEachJobFile() {
        schedules.handled("nightly", MONDAY);
        schedules.handled("weekly", MONDAY);
        schedules.handled("nightly", TUESDAY);

        assertThat(schedules.handledUpTo("nightly")).contains(TUESDAY);
        assertThat(schedules.handledUpTo("weekly")).contains(MONDAY);
    }

    @Test
    void whenAnEarlierNightIsHandledAfterALaterOneThenTheMemoryDoesNotGoBack() {
        schedules.handled("nightly", TUESDAY);
        schedules.handled("nightly", MONDAY);

        assertThat(schedules.handledUpTo("nightly")).contains(TUESDAY);
    }

    @Test
    void whenATimeIsFinerThanTheDatabaseKeepsThenItIsKnownAgain() {
        Instant now = Instant.parse("2026-04-06T00:00:00.123456789Z");
        schedules.seenTo("rerun-failed", now);
        schedules.seenTo("rerun-failed", now);

        assertThat(schedules.isSeenTo("rerun-failed", now)).isTrue();
        assertThat(schedules.isSeenTo("rerun-failed", MONDAY)).isTrue();
        assertThat(schedules.isSeenTo("rerun-failed", TUESDAY)).isFalse();
    }

    @Test
    void whenAJobFileIsOrderedTwiceThenTheLaterOrderHoldsUntilItIsDone() {
        ScheduleLedger.Order first = schedules.order("nightly", "anna", MONDAY);
        ScheduleLedger.Order second = schedules.order("nightly", "bo", TUESDAY);

        assertThat(schedules.orders()).containsExactly(second);
        schedules.done(first);
        assertThat(schedules.orders()).containsExactly(second);
        schedules.done(second);
        assertThat(schedules.orders()).isEmpty();
    }
}
