package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home of the version whose catalogue had twelve models, the prices of two and few of their fields (e2cc518). It has
 * videos of each model, with values spelled in many ways.
 */
@Timeout(120)
class EarlierModelsTest {

    private static final String API = "http://127.0.0.1:8798";

    private static final String SHEET = """
            id,prompt,model,size,duration,parameters.resolution,parameters.aspect_ratio,parameters.mode,parameters.sound,parameters.seed,parameters.generate_audio,parameters.prompt_optimizer,parameters.prompt_extend,input.negative_prompt,parameters.shot_type
            a,a red mug on a table,openai/sora-2/text-to-video,,,,,,,,,,,,
            b,a red cup on a table,openai/sora-2/text-to-video,1280X720,8,,,,,7,,,,blurry,
            c,a red jug on a table,openai/sora-2/text-to-video-pro,1792x1024,12,,,,,,,,,,
            d,a red pot on a table,Wan-AI/Wan2.2-T2V,,5,480p,,,,7.0,,,,blurry,
            e,a red pan on a table,wan-ai/wan2.2-t2v,1280*720,8,720P,,,,,,,,,
            f,a red bowl on a table,Wan-AI/Wan2.5-T2V,832*480,10,,,,,-1,,,TRUE,,
            g,a red dish on a table,Wan-AI/Wan2.6-T2V,1080x1920,,,,,,,,,true,,Multi
            h,a red vase on a table,MiniMax-Hailuo-2.3,,6,1080p,,,,,,FALSE,,,
            i,a red lamp on a table,MiniMax-Hailuo-2.3,,,,,,,,,,,,
            j,a red clock on a table,MiniMax-Hailuo-02,,10,768p,,,,,,true,,,
            k,a red chair on a table,viduq2,,3,720P,16:9,,,1234,,,,,
            l,a red book on a table,viduq2,,,,,,,,,,,,
            m,a red ball on a table,kling-v2-6,,5,,9:16,Pro,,,,,,blurry,
            n,a red bell on a table,kling-v3,,7,,1:1,PRO,On,,,,,blurry,
            o,a red bag on a table,kling-v3,,15,,,,TRUE,,,,,,
            p,a red hat on a table,veo-3.1-generate-001,,8,1080P,9:16,,,,TRUE,,,blurry,
            q,a red shoe on a table,happyhorse-1.0-t2v,,3,1080P,,,,9,,,,,
            r,a red boat on a table,kling-v2-6,,10,,,,,,,,,,
            """;

    private final Path folder;
    private final JobFixture fixture;

    EarlierModelsTest(@TempDir Path folder) throws IOException, SQLException {
        this.folder = folder;
        fixture = new JobFixture(
                folder, Time.faster(50), EarlierHome.unpacked("before-prices", "/earlier", folder), Map.of());
    }

    @BeforeEach
    void start() {
        fixture.restart();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RunPlan plan(String job, String csv) {
        return plan(job, csv, null);
    }

    private RunPlan plan(String job, String csv, @Nullable ReadOptions how) {
        Path sheet = fixture.sheet("sheets/" + job + ".csv", csv);
        RunRequest said = JobFixture.request(sheet, job, folder.resolve("out").resolve(job));
        return fixture.plan(new RunRequest(said.input(), job, said.out(), null, how, false, false, said.limits()), API);
    }

    @Test
    void whenTheCatalogueKnowsMoreThenNothingIsPaidForAgain() {
        assertThat(plan("models", SHEET).offer().toPay()).isZero();
        RunPlan copy = plan("copy", SHEET);
        assertThat(copy.offer().toPay()).isZero();
        assertThat(copy.offer().existing()).isEqualTo(Map.of(ClipState.DELIVERED, 18));
    }

    @Test
    void whenAColumnIsUnderstoodNowThatWasOnlyCopiedThenNothingIsPaidForWithoutAsking() {
        String sheet = """
                id,prompt,model,negative_prompt,Seed,Sound
                a,a blue mug on a table,kling-v3,blurry,,on
                b,a blue cup on a table,kling-v3,,,
                """;
        assertThatThrownBy(() -> plan("copy", sheet))
                .isInstanceOf(UnclearSheetException.class)
                .hasMessage("1 row (2) was already paid for without using \"negative_prompt\", \"Seed\", \"Sound\"; "
                        + "using it now would be charged again; choose one: --ignore-column \"negative_prompt\" "
                        + "--ignore-column \"Seed\" --ignore-column \"Sound\" (keep these videos) or "
                        + "--map negative_prompt=\"negative_prompt\" --map seed=\"Seed\" --map sound=\"Sound\" "
                        + "(pay for them again)");
        Set<String> columns = Set.of("negative_prompt", "Seed", "Sound");
        assertThat(plan("copy", sheet, ReadOptions.RECOGNISED.ignoring(columns))
                        .offer()
                        .toPay())
                .isZero();
        ReadOptions mapped = ReadOptions.RECOGNISED
                .mapping("negative_prompt", "negative_prompt")
                .mapping("seed", "Seed")
                .mapping("sound", "Sound");
        assertThat(plan("copy", sheet, mapped).offer().toPay()).isEqualTo(1);
    }

    @Test
    void whenARowIsNewThenItAloneIsPaidFor() {
        RunPlan more = plan("more", SHEET + "s,a red door on a table,kling-v3,,5,,,pro,on,,,,,,\n");
        assertThat(more.offer().toPay()).isEqualTo(1);
    }
}
