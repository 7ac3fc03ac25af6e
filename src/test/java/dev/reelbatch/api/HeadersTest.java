package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                               | PT0S
            7                               | PT7S
            ' 120 '                         | PT2M
            0000000007                      | PT7S
            3600                            | PT1H
            3601                            | PT1H
            99999999999999999999999         | PT1H
            Wed, 01 Apr 2026 00:00:30 GMT   | PT30S
            Wednesday, 01-Apr-26 00:00:30 GMT | PT30S
            Thu, 02 Apr 2026 00:00:00 GMT   | PT1H
            """)
    void whenRetryAfterIsSaidThenItIsAtMostAnHour(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "soon", "1.5", "Tue, 31 Mar 2026 23:59:59 GMT", "٣"})
    void whenRetryAfterIsPastOrMalformedThenItIsIgnored(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"bytes 5-9/10, 5, 10", "BYTES  5 - 9 / 10 , 5, 10", "bytes 0-0/1, 0, 1", "bytes 5-9/*, 5,"})
    void whenAContentRangeIsGivenThenItsStartAndTotalAreRead(String header, long from, Long total) {
        OptionalLong expected = total == null ? OptionalLong.empty() : OptionalLong.of(total);
        assertThat(ContentRange.parse(header)).isEqualTo(new ContentRange(from, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes */10", "bytes 9-5/10", "bytes 5-10/10", "items 0-1/2", "bytes 1-9999999999999999999/*"
            })
    void whenAContentRangeIsImpossibleThenThereIsNone(String header) {
        assertThat(ContentRange.parse(header)).isNull();
        assertThat(ContentRange.parse(null)).isNull();
    }

    @Property(tries = 300)
    void whenAHeaderIsAnythingThenNothingBreaks(@ForAll String text, @ForAll long number) {
        Duration wait = RetryAfter.parse(text, NOW);
        assertThat(wait == null || !wait.isNegative()).isTrue();
        RetryAfter.parse(Long.toString(number), NOW);
        ContentRange.parse(text);
        ContentRange.parse("bytes " + number + "-" + text);
    }

    @Property(tries = 300)
    void whenAUrlIsAnythingThenNothingBreaks(@ForAll String text, @ForAll long number) {
        for (String url :
                new String[] {text, "https://h/" + text, "https://h?" + text, "http:" + text, "http://" + text}) {
            VideoRequest videoRequest = VideoRequest.of(url, number, text);
            if (videoRequest != null) {
                videoRequest.request();
                assertThat(videoRequest.from()).isNotNegative();
                assertThat(videoRequest.host()).isNotNull();
            }
        }
    }
}
