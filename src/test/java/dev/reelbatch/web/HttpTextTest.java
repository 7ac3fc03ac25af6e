package dev.reelbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                /home/jo/sheets/a.csv can't be read | a.csv can't be read
                /home/Jo Smith/My Films/a.csv can't be read | a.csv can't be read
                is not in "/srv/Team A/in box/x", where | is not in "x", where
                in C:\\Users\\Jo Smith\\Documents\\a.csv, row 2 | in a.csv, row 2
                on \\\\server\\our share\\a.csv | on a.csv
                文件 /home/陈 明/视频/a.csv 无法读取 | 文件 a.csv 无法读取
                /srv/a.csv; 30/min is too fast | a.csv; 30/min is too fast
                is not in /srv/My Films/x. Use https://host/x/y | is not in x. Use https://host/x/y
                a size like 16/9, or 1/2 and / alone | a size like 16/9, or 1/2 and / alone
                use --max-cost | use max_cost
                """)
    void whenATextNamesFilesThenTheirFoldersAreLeftOut(String text, String shown) {
        assertThat(HttpText.of(text)).isEqualTo(shown);
    }

    @Test
    void whenATextIsVeryLongThenItIsShownAllTheSame() {
        assertThat(HttpText.of("/" + "a/".repeat(100_000) + "b".repeat(10))).endsWith("b");
        assertThat(HttpText.of("/" + "a ".repeat(100_000) + "/b")).endsWith("b");
    }
}
