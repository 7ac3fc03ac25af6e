package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.Sheets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationForecastTest {

    private static final String SORA = "openai/sora-2/text-to-video";
    private static final String VIDU = "viduq2";

    /** Three videos of 3.6 s, one of 96.3 s. */
    private static final String VIDU_ROWS = "a mug on a table,viduq2,540p,1,3\na cup on a table,viduq2,1080p,10,1\n";

    private static SheetCheck sheet(String rows) {
        return Sheets.preflight("prompt,model,resolution,duration,count\n" + rows);
    }

    private static GenerationForecast forecast(SheetCheck sheet, Map<String, List<Duration>> measured) {
        return GenerationForecast.of(sheet, model -> measured.getOrDefault(model, List.of()));
    }

    @Test
    void whenTheVendorSaysHowLongAVideoTakesThenItsAverageIsExpected() {
        assertThat(GenerationForecast.of(sheet(VIDU_ROWS)))
                .isEqualTo(new GenerationForecast(Duration.ofMillis((3 * 3_600 + 96_300) / 4), false));
    }

    @Test
    void whenTheHomeHasVideosOfTheModelThenTheirMedianIsExpected() {
        List<Duration> times = List.of(Duration.ofSeconds(90), Duration.ofSeconds(8), Duration.ofSeconds(11));
        assertThat(forecast(sheet(VIDU_ROWS), Map.of(VIDU, times)))
                .isEqualTo(new GenerationForecast(Duration.ofSeconds(11), true));
    }

    @Test
    void whenNobodyKnowsAModelThenTwoMinutesAreExpected() {
        GenerationForecast assumed = new GenerationForecast(Duration.ofMinutes(2), false);
        SheetCheck both = sheet(VIDU_ROWS + "a mug on a table," + SORA + ",,8,1\n");
        assertThat(GenerationForecast.of(sheet("a mug on a table," + SORA + ",,8,1\n")))
                .isEqualTo(assumed);
        assertThat(forecast(both, Map.of(VIDU, List.of(Duration.ofSeconds(10)))))
                .as("the slowest counts")
                .isEqualTo(assumed);
        assertThat(forecast(both, Map.of(SORA, List.of(Duration.ofSeconds(10)))))
                .isEqualTo(new GenerationForecast(Duration.ofMillis(26_775), false));
    }
}
