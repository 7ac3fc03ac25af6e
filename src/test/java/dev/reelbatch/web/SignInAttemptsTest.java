package dev.reelbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInAttemptsTest {

    private final SettableTime time = new SettableTime();
    private final SignInAttempts attempts = new SignInAttempts(time);

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(attempts.begin(name, address)).isZero();
        }
    }

    @Test
    void whenTriesFailThenEachFurtherOneWaitsTwiceAsLongUpToAnHour() {
        fail(5, "anna", "192.0.2.1");
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
            assertThat(attempts.begin("Anna", "192.0.2.1")).isEqualTo(Duration.ofMinutes(minutes));
            time.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(attempts.begin("anna", "192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
            time.advance(Duration.ofSeconds(1));
            fail(1, "anna", "192.0.2.1");
        }
        time.advance(Duration.ofDays(1).plusSeconds(1));
        fail(5, "anna", "192.0.2.1");
    }

    @Test
    void whenATrySucceedsThenTheNameStartsAfreshAndOnlyItself() {
        fail(5, "anna", "192.0.2.1");
        attempts.succeeded("bo", "192.0.2.1");
        assertThat(attempts.begin("anna", "192.0.2.1")).isPositive();
        attempts.succeeded("anna", "192.0.2.1");
        fail(5, "anna", "192.0.2.1");
    }

    @Test
    void whenManyNamesAreTriedFromOneAddressThenAllOfItWaits() {
        for (int i = 0; i < 50; i++) {
            fail(1, "name" + i, "192.0.2.1");
        }
        assertThat(attempts.begin("anna", "192.0.2.1")).isEqualTo(Duration.ofMinutes(1));
        fail(1, "anna", "192.0.2.2");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1, 2001:db8:1:2::1%eth0, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, ::ffff:192.0.2.1, false",
        "unknown, unknown, true",
        "unknown, hidden, false",
    })
    void whenAnAddressIsOfTheSameNetworkThenItIsTheSameCaller(String first, String second, boolean isSame) {
        fail(5, "anna", first);
        assertThat(attempts.begin("anna", second).isZero()).isEqualTo(!isSame);
    }

    @Test
    void whenAnAddressIsLoopbackThenItIsOfThisMachineAndANameNeverIs() {
        assertThat(CallerAddress.isOfThisMachine("127.0.0.1")).isTrue();
        assertThat(CallerAddress.isOfThisMachine("127.1.2.3")).isTrue();
        assertThat(CallerAddress.isOfThisMachine("::1")).isTrue();
        assertThat(CallerAddress.isOfThisMachine("::ffff:127.0.0.1")).isTrue();
        for (String other : new String[] {"192.0.2.1", "localhost", "::2", "", ":", "999.0.0.1", "127.0.0.1, ::1"}) {
            assertThat(CallerAddress.isOfThisMachine(other)).as(other).isFalse();
        }
    }
}
