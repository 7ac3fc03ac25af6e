package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failed.csv that is fixed and dropped into the inbox that its sheet came from. */
@Timeout(120)
class CorrectionsInInboxTest {

    private ServeRig rig;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private String failedCsv(String job) throws IOException {
        return Files.readString(rig.folder.resolve("out").resolve(job).resolve("failed.csv"));
    }

    private String manifest(String job) throws IOException {
        return Files.readString(rig.folder.resolve("out").resolve(job).resolve("manifest.csv"));
    }

    @Test
    void whenItIsFixedThenTheJobOfItsRowsIsDoneInTheSameFolderAndOnlyTheFixIsPaidFor() throws Exception {
        rig.drop("mugs.csv", "prompt\na mug\na cup [fails]\n");
        rig.drop("hats.csv", "prompt\na hat\na cap [fails]\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.in("failed")).contains("mugs.csv", "hats.csv");

        // both files are called failed.csv, and neither is the other's
        rig.drop("failed.csv", failedCsv("mugs").replace("a cup [fails]", "a cup"));
        rig.awaitSaid("Finished ", 3);
        rig.drop("failed.csv", failedCsv("hats").replace("a cap [fails]", "a cap"));
        rig.awaitSaid("Finished ", 4);

        assertThat(rig.in("done")).contains("failed.csv");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(6);
        assertThat(manifest("mugs"))
                .contains("2,,delivered", "3,,delivered", "a cup")
                .doesNotContain("a cap");
        assertThat(manifest("hats")).contains("2,,delivered", "3,,delivered", "a cap");
        assertThat(rig.folder.resolve("out/failed")).doesNotExist();
        assertThat(rig.noticed).contains("inbox/mugs DELIVERED", "inbox/hats DELIVERED");
    }

    @Test
    void whenItIsUnchangedThenNothingIsPaidForAndThePageSaysWhatFailed() throws Exception {
        rig.drop("mugs.csv", "prompt\na mug\na cup [fails]\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        rig.drop("failed.csv", failedCsv("mugs"));
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        assertThat(rig.in("failed")).contains("mugs.csv", "failed.csv");
        assertThat(rig.said()).contains("unchanged in this file: row 3");
    }

    @Test
    void whenTheFixIsWrongThenTheFileComesBackWithWhatToFixInIt() throws Exception {
        rig.drop("mugs.csv", "prompt,duration\na mug,8\na cup [fails],8\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        rig.drop("failed.csv", failedCsv("mugs").replace("a cup [fails],8", "a cup,7"));
        rig.awaitSaid("Returned ", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        assertThat(rig.pages("failed")).anySatisfy(page -> assertThat(page).contains("row 3", "4, 8, 12"));

        rig.drop("failed.csv", failedCsv("mugs").replace("a cup [fails],8", "a cup,4"));
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(manifest("mugs")).contains("3,,delivered");
    }

    @Test
    void whenItIsOfAJobOfAnotherFolderThenItComesBackAndNothingIsPaidFor() throws Exception {
        Path sheet = rig.file("sheet.csv", "prompt\na mug\na cup [fails]\n");
        rig.serve(rig.inboxJob(), rig.nightly(sheet));
        rig.awaitSaid("1 row failed", 1);
        rig.drop(
                "failed.csv",
                Files.readString(rig.folder.resolve("out-nightly/failed.csv")).replace("[fails]", ""));
        rig.awaitSaid("Returned ", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        assertThat(rig.page("failed")).contains("nightly");
    }
}
