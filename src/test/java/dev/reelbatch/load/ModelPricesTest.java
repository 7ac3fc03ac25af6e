package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Price;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The prices of the vendor's list, each by what it depends on. */
class ModelPricesTest {

    private static final String ADDRESS = "https://example.com/mug.jpg";

    /** Reads a row with these cells, as in {@code duration=8 resolution=720p}. */
    private static PromptRow row(String model, String cells) {
        return Sheets.valid(sheet(model, cells));
    }

    private static String sheet(String model, String cells) {
        StringBuilder header = new StringBuilder("prompt,model");
        StringBuilder row = new StringBuilder("a mug on a table,").append(model);
        for (String cell : cells.split(" ")) {
            String[] parts = cell.split("=", 2);
            if (parts.length == 2) {
                header.append(',').append(parts[0]);
                row.append(',').append(parts[1].replace("@", ADDRESS));
            }
        }
        return header + "\n" + row + "\n";
    }

    @ParameterizedTest
    @CsvSource({
        "openai/sora-2/text-to-video, duration=12, 8.52",
        "openai/sora-2/text-to-video-pro, duration=4, 8.56",
        "openai/sora-2/text-to-video-pro, duration=4 size=1792x1024, 14.24",
        "openai/sora-2/image-to-video, input.first_frame_url=@, 2.84",
        "openai/sora-2/image-to-video-pro, input.first_frame_url=@ duration=8 parameters.resolution=1080p, 28.48",
        "Wan-AI/Wan2.2-T2V, duration=5 size=480x832, 0.90",
        "Wan-AI/Wan2.2-T2V, duration=8 parameters.resolution=480P, 1.44",
        "Wan-AI/Wan2.2-T2V, duration=8 parameters.resolution=720p, 2.80",
        "Wan-AI/Wan2.2-T2V, duration=5, 1.75",
        "Wan-AI/Wan2.2-T2V, size=832x480, 1.44",
        "Wan-AI/Wan2.5-T2V, size=1920x1080, 5.475",
        "Wan-AI/Wan2.5-T2V, size=832x480 duration=10, 3.650",
        "Wan-AI/Wan2.6-T2V, size=1080x1920 duration=15, 15",
        "Wan-AI/Wan2.6-I2V, input.img_url=@ duration=5, 5",
        "Wan-AI/Wan2.6-I2V, input.img_url=@ duration=5 parameters.resolution=720P, 3.0",
        "MiniMax-Hailuo-2.3, , 2",
        "MiniMax-Hailuo-2.3, duration=10, 4",
        "MiniMax-Hailuo-02, parameters.resolution=1080P, 3.5",
        "MiniMax-Hailuo-2.3-Fast, input.first_frame_image=@ duration=10, 2.25",
        "viduq2, , 1.09",
        "viduq2, duration=10 parameters.resolution=1080p, 4.06",
        "viduq2, duration=4 parameters.resolution=540p input.images=@, 0.94",
        "viduq2, duration=4 input.images=@ parameters.audio=true, 1.7188",
        "viduq2-turbo, duration=8 input.first_frame_url=@, 2.19",
        "viduq2-turbo, duration=2 input.first_frame_url=@ parameters.audio=TRUE, 0.7788",
        "viduq2-pro, duration=8 input.first_frame_url=@ input.last_frame_url=@ parameters.resolution=1080p, 5.00",
        "viduq2-pro, duration=7 input.video_url=@, 2.81",
        "viduq2-pro-fast, input.first_frame_url=@ duration=3, 0.375",
        "viduq3-pro, duration=16, 12.5",
        "kling-v2-6, , 2.5",
        "kling-v2-6, duration=10 parameters.sound=on, 10",
        "kling-v3-omni, parameters.aspect_ratio=1:1, 4.0",
        "kling-v3-omni, parameters.aspect_ratio=1:1 parameters.mode=std parameters.sound=on duration=10, 8.0",
        "kling-v3-omni, parameters.mode=std duration=10 parameters.video_list=[{}], 9.0",
        "kling-video-o1, duration=10, 8.0",
        "kling-video-o1, duration=7 parameters.video_list=[{}], 8.4",
        "doubao-seedance-1-5-pro-251215, duration=5, 0.8788",
        "doubao-seedance-1-5-pro-251215, duration=5 parameters.generate_audio=true, 1.7576",
        "doubao-seedance-1-5-pro-251215, duration=5 parameters.service_tier=flex, 0.4394",
        "MiniMax-H3, duration=5, 4.0"
    })
    void whenTheVendorHasAPriceThenTheRowHasIt(String model, String cells, String price) {
        Price found =
                Objects.requireNonNull(row(model, cells == null ? "" : cells).price());
        assertThat(found.currency()).isEqualTo("CNY");
        assertThat(found.amount()).isEqualByComparingTo(price);
    }

    @ParameterizedTest
    @CsvSource({
        "kling-v3, duration=5",
        "veo-3.1-generate-001, parameters.generate_audio=true",
        "veo-3.1-fast-generate-001, parameters.generate_audio=false",
        "happyhorse-1.0-t2v, duration=5",
        "viduq3-pro, parameters.resolution=2K",
        "acme/v1, duration=5"
    })
    void whenTheVendorHasNoPriceThenTheRowHasNone(String model, String cells) {
        assertThat(row(model, cells).price()).isNull();
    }

    @Test
    void whenAClipIsPaidForAgainThenItsPriceIsThatOfItsRow() {
        PromptRow row = row("kling-v3-omni", "parameters.mode=std duration=10 parameters.video_list=[{}]");
        assertThat(Catalogue.shipped().priceOf(clip(row))).isEqualTo(row.price());
    }

    private static Clip clip(PromptRow row) {
        return new Clip(
                1,
                "",
                1,
                1,
                "modelverse",
                row.requestJson(),
                row.model(),
                row.size(),
                row.duration(),
                null,
                ClipState.QUEUED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void whenAnEmptyCellMakesAVideoDearerThenTheCheckSaysSo() {
        List<String> warnings = Sheets.preflight("prompt,model,input.img_url,duration,parameters.resolution\n"
                        + "a mug on a table,Wan-AI/Wan2.6-I2V," + ADDRESS + ",5,\n"
                        + "a cup on a table,Wan-AI/Wan2.6-I2V," + ADDRESS + ",5,720P\n"
                        + "a pot on a table,Wan-AI/Wan2.6-I2V," + ADDRESS + ",,720P\n")
                .warnings();
        assertThat(warnings)
                .containsExactly(
                        "1 row without resolution: Wan-AI/Wan2.6-I2V then takes 1080P, which is the dearest choice",
                        "1 row without duration: the vendor does not say what Wan-AI/Wan2.6-I2V takes then, so the "
                                + "price is the highest possible");
    }

    @Test
    void whenTheRowLeavesNothingDearToTheApiThenNothingIsSaid() {
        assertThat(Sheets.preflight("prompt,model\na mug on a table,MiniMax-Hailuo-02\na cup on it,viduq2\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void whenTokensAreChargedThenTheCheckSaysThatThePriceIsTheMost() {
        assertThat(Sheets.preflight(
                                "prompt,model,parameters.service_tier\na mug on a table,doubao-seedance-1-5-pro-251215,flex\n")
                        .warnings())
                .contains("model doubao-seedance-1-5-pro-251215 is charged by tokens, which are known "
                        + "afterwards; the price counts the most that a video can take");
    }

    @Test
    void whenAVideoWouldCostLessOffPeakThenTheCheckSaysHowMuch() {
        assertThat(Sheets.preflight("prompt,model,count\na mug on a table,doubao-seedance-1-5-pro-251215,2\n")
                        .warnings())
                .contains(
                        "with service_tier=flex, 2 videos would cost 0.8788 CNY instead of 1.7576 CNY and take longer, "
                                + "which suits a night");
    }

    @Test
    void whenAVideoIsMadeOffPeakThenTheCheckSaysHowLongThatMayTake() {
        String sheet = "prompt,model,service_tier,parameters.execution_expires_after\na mug on a table,%s,flex,%s\n";
        assertThat(Sheets.preflight(sheet.formatted("doubao-seedance-1-5-pro-251215", ""))
                        .warnings())
                .contains("1 video with service_tier=flex: cheaper, and may take up to 2 days; a run waits that long")
                .noneMatch(warning -> warning.contains("would cost"));
        assertThat(Sheets.preflight(sheet.formatted("doubao-seedance-1-5-pro-251215", "7200"))
                        .warnings())
                .contains("1 video with service_tier=flex: cheaper, and may take up to 2 h; a run waits that long");
    }

    @Test
    void whenARequestIsMadeOffPeakThenItsTaskMayTakeAsLongAsItSays() {
        Catalogue catalogue = Catalogue.shipped();
        String flex = "{\"model\":\"doubao-seedance-1-5-pro-251215\",\"parameters\":{\"service_tier\":\"flex\"}}";
        assertThat(catalogue.mayTake(flex)).isEqualTo(Duration.ofHours(48));
        assertThat(catalogue.mayTake(flex.replace("flex", "default"))).isZero();
        assertThat(catalogue.mayTake("{\"model\":\"acme/v1\"}")).isZero();
    }
}
