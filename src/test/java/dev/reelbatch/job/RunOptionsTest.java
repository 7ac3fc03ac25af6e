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
    void whenARunIsOlderThanSynonymsThenItIsReadWithoutThem() {
        String older = """
                {"model":null,"size":null,"duration":null,"skipInvalid":false,
                "reading":{"sheet":null,"encoding":null,"delimiter":null,"headerRow":null,"map":{"prompt":"文案"}}}""";
        Reading reading = RunOptions.parse(older).reading();
        assertThat(reading).isEqualTo(Reading.BEFORE.mapping("prompt", "文案"));
        assertThat(reading.meaning("Seconds")).isNull();
        assertThat(reading.words())
                .isEqualTo("Reading[sheet=null, encoding=null, delimiter=null, headerRow=null, map={prompt=文案}]");
        assertThat(Reading.RECOGNISED.words()).isEmpty();
    }

    @Test
    void whenARunIsOlderThanWaysToReadItsSheetThenItIsReadByTheRulesOfThen() {
        String older = "{\"model\":null,\"size\":\"1280x720\",\"duration\":null,\"skipInvalid\":false}";
        assertThat(RunOptions.parse(older)).isEqualTo(new RunOptions(null, "1280x720", null, false, Reading.BEFORE));
    }
}
