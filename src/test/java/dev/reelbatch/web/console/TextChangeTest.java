package dev.reelbatch.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextChangeTest {

    @ParameterizedTest
    @CsvSource({
        "a black mug, a black mug, a black mug",
        "a black mug, a matte black mug, a [matte ]black mug",
        "a white mug, a mug, a (white )mug",
        "a mug, a mug at dawn, a mug[ at dawn]",
        "黑色的杯子, 白色的杯子, (黑)[白]色的杯子",
        "'', a mug, a mug",
        "a, b, (a)[b]"
    })
    void whenATextIsChangedThenItsPartsSayHow(String before, String after, String shown) {
        assertThat(TextChange.of(before, after).stream()
                        .map(part -> part.added()
                                ? "[" + part.text() + "]"
                                : part.removed() ? "(" + part.text() + ")" : part.text())
                        .collect(Collectors.joining()))
                .isEqualTo(shown);
    }
}
