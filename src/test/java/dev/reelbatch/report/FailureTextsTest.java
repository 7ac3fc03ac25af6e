package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureTextsTest {

    @Test
    void whenRowsAreNamedThenTheyAreReadable() {
        assertThat(FailureTexts.rows(List.of(7))).isEqualTo("row 7");
        assertThat(FailureTexts.rows(List.of(7, 10))).isEqualTo("rows 7, 10");
        assertThat(FailureTexts.rows(List.of(3, 4, 5, 9))).isEqualTo("rows 3-5, 9");
        assertThat(FailureTexts.rows(
                        IntStream.range(1, 60).map(row -> 2 * row).boxed().toList()))
                .isEqualTo("59 rows, from row 2 on");
    }
}
