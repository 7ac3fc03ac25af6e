package dev.reelbatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({"5,4", "6,4", "7,8", "100,12", "-1,4", "08,8", "8s,", "long,"})
    void whenValuesAreNumbersThenTheNearestNumberIsMeant(String given, @Nullable String meant) {
        assertThat(Suggestion.value(given, List.of("4", "8", "12"))).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "1920x1080,1792x1024",
        "1080x1920,1024x1792",
        "1280 x 720,1280x720",
        "1280*720,1280x720",
        "640x360,1280x720",
        "1000x1790,1024x1792",
        "0x0,720x1280",
        "720x128,720x1280",
        "big,"
    })
    void whenValuesAreSizesThenTheNearestShapeIsMeant(String given, @Nullable String meant) {
        List<String> sizes = List.of("720x1280", "1280x720", "1024x1792", "1792x1024");
        assertThat(Suggestion.value(given, sizes)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"openai/sora2/text-to-video,openai/sora-2/text-to-video", "sora,", "viduq3,viduq2"})
    void whenAModelIsMisspeltThenTheNearestIsMeant(String given, @Nullable String meant) {
        assertThat(Catalogue.shipped().nearest(given)).isEqualTo(meant);
    }
}
