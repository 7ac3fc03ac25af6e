package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TRUE                | true
            false               | false
            5                   | 5
            -5.50               | -5.5
            8.0                 | 8
            -0                  | 0
            12345678901234567890123 | 12345678901234567890123
            007                 | "007"
            1e5                 | "1e5"
            +5                  | "+5"
            .5                  | ".5"
            5.                  | "5."
            ５                  | "５"
            "5"                 | "5"
            "say \\"hi\\""      | "say \\"hi\\""
            "hi" he said        | "\\"hi\\" he said"
            null                | "null"
            {"b":1.0,"a":[1e2, null]} | {"a":[100,null],"b":1}
            {"a":1,"a":2}       | "{\\"a\\":1,\\"a\\":2}"
            [wide shot] a man   | "[wide shot] a man"
            {"a":1} {"b":2}     | "{\\"a\\":1} {\\"b\\":2}"
            ["\\ud800"]         | ["\\ud800"]
            [1e999999999]       | [1E+999999999]
            [100e2147483647]    | [1.00E+2147483649]
            [1e99999999999]     | "[1e99999999999]"
            """)
    void whenACellHasATextThenItBecomesAJsonValue(String cell, String json) {
        assertThat(CanonicalJson.print(CellValue.of(cell))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"8,8", "8.0,8", "0,", "-1,", "2.5,", "text,", "99999999999,"})
    void whenAValueIsWholeThenItIsTaken(String cell, @Nullable Integer whole) {
        assertThat(CellValue.whole(CellValue.of(cell))).isEqualTo(whole);
    }
}
