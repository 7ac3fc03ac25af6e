package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.ReadOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOptionsTest {

    @Test
    void whenOptionsAreKeptThenTheyComeBackAsTheyWere() {
        ReadOptions readOptions = new ReadOptions("春季", "GB18030", ";", 3, Map.of("prompt", "文案"));
        RunOptions options = new RunOptions("viduq2", null, 8, true, readOptions, null, null);
        assertThat(RunOptions.parse(options.json())).isEqualTo(options);
    }

    @Test
    void whenARunHasATemplateThenItIsKeptAndOneWithoutIsRecordedAsBefore() {
        ReadOptions templated = ReadOptions.RECOGNISED.withTemplate("A {product}");
        RunOptions options = new RunOptions(null, null, null, false, templated, null, null);
        assertThat(RunOptions.parse(options.json())).isEqualTo(options);
        assertThat(templated.asText()).contains("{A {product}}");
        assertThat(new RunOptions(null, null, null, false, ReadOptions.RECOGNISED, null, null).json())
                .doesNotContain("template");
        assertThat(ReadOptions.RECOGNISED.mapping("prompt", "x").orAsBefore(templated))
                .isEqualTo(templated.mapping("prompt", "x"));
        ReadOptions mapped = templated.mapping("id", "y");
        assertThat(ReadOptions.RECOGNISED.withTemplate("{y}").orAsBefore(mapped))
                .isEqualTo(mapped.withTemplate("{y}"));
    }

    @Test
    void whenARunIsOlderThanSynonymsThenItIsReadWithoutThem() {
        String older = """
                {"model":null,"size":null,"duration":null,"skipInvalid":false,
                "reading":{"sheet":null,"encoding":null,"delimiter":null,"headerRow":null,"map":{"prompt":"文案"}}}""";
        ReadOptions readOptions = RunOptions.parse(older).reading();
        assertThat(readOptions).isEqualTo(ReadOptions.BEFORE.mapping("prompt", "文案"));
        assertThat(readOptions.meaning("Seconds")).isNull();
        assertThat(readOptions.asText())
                .isEqualTo("Reading[sheet=null, encoding=null, delimiter=null, headerRow=null, map={prompt=文案}]");
        assertThat(ReadOptions.RECOGNISED.asText()).isEmpty();
    }

    @Test
    void whenARunIsOlderThanWaysToReadItsSheetThenItIsReadByTheRulesOfThen() {
        String older = "{\"model\":null,\"size\":\"1280x720\",\"duration\":null,\"skipInvalid\":false}";
        assertThat(RunOptions.parse(older))
                .isEqualTo(new RunOptions(null, "1280x720", null, false, ReadOptions.BEFORE, null, null));
    }
}
