package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {

    private static String filled(String template, Map<String, String> values) {
        return PromptTemplate.of(template).filled(name -> Objects.requireNonNull(values.get(name), name));
    }

    @Test
    void whenColumnsAreNamedThenTheirValuesArePutInAsTheyAre() {
        assertThat(filled(
                        "A {product} on { Surface }, {product} again",
                        Map.of("product", "{mug} $1 \\ %s", "Surface", "}{")))
                .isEqualTo("A {mug} $1 \\ %s on }{, {mug} $1 \\ %s again");
    }

    @Test
    void whenABraceIsWrittenTwiceThenItIsABrace() {
        assertThat(filled("{{{a}}} {{b}} {{{{", Map.of("a", "x"))).isEqualTo("{x} {b} {{");
    }

    @Test
    void whenTheTemplateHasOuterBlanksAndOtherLineEndsThenTheyAreNormalised() {
        assertThat(PromptTemplate.of("  {a}\r\nby day ").toString()).isEqualTo("{a}\nby day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A mug              | names no column
            {{a}}              | names no column
            ''                 | names no column
            A {product         | { without its partner
            A {pro{duct}       | { without its partner
            A product} {a}     | } without its partner
            {} {a}             | without the name of a column
            { } {a}            | without the name of a column
            """)
    void whenTheTemplateIsWrongThenItIsSaidWhatIs(String template, String message) {
        assertThatThrownBy(() -> PromptTemplate.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whenTheTemplateIsFarTooLongOrHasAControlCharacterThenItIsRefused() {
        assertThatThrownBy(() -> PromptTemplate.of("{a}" + "x".repeat(10_000)))
                .hasMessageContaining("10003 characters; at most 10000");
        assertThatThrownBy(() -> PromptTemplate.of("{a} \u0000 b")).hasMessageContaining("control character");
    }
}
