package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Photos;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PicturesInInboxTest {

    private static final String SHEET =
            "prompt,model,image\na mug,viduq2-pro,mug.png\na cup,viduq2-pro,photos/cup.jpg\n";

    private final ServeRig rig;
    private final Path mug;

    PicturesInInboxTest(@TempDir Path folder) throws InterruptedException {
        rig = new ServeRig(folder, 50, ServeRig.quick());
        mug = Photos.write(folder.resolve("inbox/mug.png"), 400, 400);
        Photos.write(folder.resolve("inbox/photos/cup.jpg"), 400, 300);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenASheetIsDroppedWithItsPicturesAndAFolderOfThemThenTheyAreSent() throws Exception {
        String sha256 = Sha256.of(mug);
        rig.drop("mugs.csv", SHEET);
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.in("done")).contains("mugs.csv");
        assertThat(rig.simulator.accepted()).hasSize(2).anyMatch(task -> task.body()
                .contains(sha256));
        assertThat(mug).as("other sheets may name it, too").exists();
        assertThat(rig.said()).doesNotContain("ignored");
    }

    @Test
    void whenAPictureIsMissingOrOutsideThenTheSheetComesBackAndNothingIsSent() throws Exception {
        rig.drop("mugs.csv", SHEET.replace("mug.png", "jug.png").replace("photos/cup.jpg", "../secret.jpg"));
        Photos.write(rig.folder.resolve("secret.jpg"), 400, 400);
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Returned ", 1);
        assertThat(rig.simulator.submitCalls()).isZero();
        assertThat(rig.in("failed")).contains("mugs.csv");
    }
}
