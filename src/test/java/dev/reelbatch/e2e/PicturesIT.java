package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Photos;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of sheets, in a process of their own. */
@ExtendWith(Sandboxes.class)
class PicturesIT {

    private static final int TEN_MB = (10 << 20) - 1000;
    private static final int ROWS = 40;

    @Test
    void whenPicturesAreMuchLargerThanTheMemoryThenEveryRowIsSent(Sandbox sandbox) throws Exception {
        StringBuilder rows = new StringBuilder("prompt,model,image\n");
        Files.createDirectories(sandbox.folder().resolve("photos"));
        for (int row = 0; row < ROWS; row++) {
            Photos.large(sandbox.folder().resolve("photos/" + row + ".png"), TEN_MB, row);
            rows.append("mug number %1$d on a table,viduq2-pro,photos/%1$d.png\n".formatted(row));
        }
        sandbox.with("-Xmx64m")
                .run("run", sandbox.sheet("mugs.csv", rows.toString()))
                .expect(0);
        sandbox.judge().assertNobodyPaidTwice();
        assertThat(sandbox.simulator().accepted())
                .hasSize(ROWS)
                .extracting(task -> task.body().replaceAll(".*picture:sha256:(\\w{64}).*", "$1"))
                .doesNotHaveDuplicates()
                .contains(Sha256.of(sandbox.folder().resolve("photos/7.png")));
    }

    @Test
    void whenTheMachinesEncodingHasNoChineseThenAChineseNameIsFoundAllTheSame(Sandbox sandbox) throws Exception {
        sandbox.usePackagedJar(); // the launcher looks for a locale of UTF-8
        sandbox.environment().clear();
        sandbox.environment().put("MODELVERSE_API_KEY", Sandbox.KEY);
        Path photo = Photos.write(sandbox.folder().resolve("图片/茶杯.png"), 400, 400);
        Path sheet = sandbox.sheet("tea.csv", "prompt,model,图片\n清茶注入茶杯,viduq2-pro,图片/茶杯.png\n");
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.simulator().accepted().get(0).body()).contains(Sha256.of(photo));
    }
}
