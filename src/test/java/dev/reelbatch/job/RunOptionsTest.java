package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOptionsTest {

    @Test
    void whenOptionsAreKeptThenTheyComeBackAsTheyWere() {
        Reading reading = new Reading("春季", "GB18030", ";", 3, Map.of("prompt", "文案"));
        RunOptions options = new RunOptions("viduq2", null, 8, true, reading);
        assertThat(RunOptions.parse(options.json())).isEqualTo(options);
    }

    @Test
    void whenARunIsOlderThanWaysToReadItsSheetThenItIsRecognised() {
        String older = "{\"model\":null,\"size\":\"1280x720\",\"duration\":null,\"skipInvalid\":false}";
        assertThat(RunOptions.parse(older))
                .isEqualTo(new RunOptions(null, "1280x720", null, false, Reading.RECOGNISED));
    }
}
