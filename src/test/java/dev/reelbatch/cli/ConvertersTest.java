package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.terminal.Terminal;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

    @ParameterizedTest
    @CsvSource({"30s,PT30S", "500ms,PT0.5S", "10m,PT10M", "10 min,PT10M", "2h,PT2H", "1D,PT24H", "0s,PT0S"})
    void whenADurationIsWrittenAsPeopleDoThenItIsUnderstood(String text, Duration duration) {
        assertThat(new Converters.DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "-5s", "1.5h", "soon", "9999999s"})
    void whenADurationIsNoneThenItIsSaidHowToWriteIt(String text) {
        assertThatThrownBy(() -> new Converters.DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("30s, 10m or 2h");
    }

    @ParameterizedTest
    @CsvSource({"50,50", "62.50,62.50", " 0.0001 ,0.0001"})
    void whenAnAmountIsWrittenThenItIsExact(String text, BigDecimal amount) {
        assertThat(new Converters.MoneyConverter().convert(text)).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "50 CNY", "1,50", "¥5"})
    void whenAnAmountIsNoneThenItIsSaidHowToWriteIt(String text) {
        assertThatThrownBy(() -> new Converters.MoneyConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("62.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.umodelverse.ai", "http://127.0.0.1:8787", " https://x.cn "})
    void whenAnAddressIsGivenThenItIsTaken(String text) {
        assertThat(new Converters.UrlConverter().convert(text).getHost()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api.modelverse.cn", "ftp://x", "https://", "https:///v1", "file:/etc", "a b"})
    void whenItIsNoAddressThenItIsSaidHowToWriteIt(String text) {
        assertThatThrownBy(() -> new Converters.UrlConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b"})
    void whenATextIsNoFileNameThenItIsSaidWithoutTheNamesOfClasses(String text) {
        PrintWriter unread = new PrintWriter(Writer.nullWriter());
        Terminal nobody = new Terminal(unread, unread, Reader.nullReader(), false, Map.of());
        assertThatThrownBy(() -> new Converters.PathConverter(nobody).convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("name of a file")
                .hasMessageNotContaining("Exception");
    }
}
