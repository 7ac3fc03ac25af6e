package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.BackupFile;
import dev.reelbatch.home.Home;
import dev.reelbatch.picture.Photos;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.simulator.AcceptedSubmit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PicturesInRunsTest {

    private static final String MODEL = "MiniMax-Hailuo-2.3-Fast";

    private final JobFixture fixture;
    private final Path photos;
    private final Path home;

    PicturesInRunsTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
        photos = folder.resolve("photos");
        home = fixture.bean(Home.class).pictures();
        for (String name : List.of("mug.png", "cup.jpg", "jug.png")) {
            Photos.write(photos.resolve(name), 640, 400 + name.charAt(0));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path sheet() {
        return fixture.sheet(
                "mugs.csv",
                "prompt,model,image,note\na mug,%1$s,photos/mug.png,\na cup,%1$s,photos/cup.jpg,\na jug,%1$s,photos/jug.png,\n"
                        .formatted(MODEL));
    }

    private List<String> arrived() {
        return fixture.simulator.accepted().stream().map(AcceptedSubmit::body).toList();
    }

    private void moveAway() throws IOException {
        Files.move(photos, fixture.folder.resolve("elsewhere"));
    }

    @Test
    void whenASheetNamesFilesThenTheirBytesAreSentAndTheLedgerHasTheirHashesAlone() throws IOException {
        String mug = Sha256.of(photos.resolve("mug.png"));
        assertThat(fixture.run(fixture.request(sheet())).ending()).isEqualTo(RunOutcome.DELIVERED);
        assertThat(arrived()).hasSize(3).anyMatch(body -> body.contains("base64,picture:sha256:" + mug));
        assertThat(fixture.jdbc
                        .sql("select request from clip")
                        .query(String.class)
                        .list())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request).hasSizeLessThan(400).doesNotContain("mug.png"));
        assertThat(fixture.plan(fixture.request(sheet())).offer().toPay()).isZero();
    }

    @Test
    void whenFilesAreMovedAfterTheStartThenTheRunGoesOnWithItsCopies() throws IOException {
        fixture.runUntil(1, fixture.request(sheet()));
        moveAway();
        Path sheet = sheet();
        assertThatThrownBy(() -> fixture.plan(fixture.request(sheet))).isInstanceOf(InvalidRowsException.class);
        assertThat(fixture.run(JobFixture.request(null, "mugs", null)).ending()).isEqualTo(RunOutcome.DELIVERED);
        assertThat(arrived()).hasSize(3);
    }

    @Test
    void whenAPictureIsChangedThenItsRowAloneIsPaidForAgain() {
        fixture.run(fixture.request(sheet()));
        Photos.write(photos.resolve("cup.jpg"), 800, 600);
        RunPlan plan = fixture.plan(fixture.request(sheet()));
        assertThat(plan.offer().toPay()).isEqualTo(1);
        fixture.run(plan);
        assertThat(arrived()).hasSize(4);
    }

    @Test
    void whenAFileIsRenamedThenNothingIsPaidForAgain() throws IOException {
        fixture.run(fixture.request(sheet()));
        Files.move(photos.resolve("cup.jpg"), photos.resolve("tasse.jpg"));
        Path sheet = fixture.sheet("mugs.csv", Files.readString(sheet()).replace("cup.jpg", "tasse.jpg"));
        assertThat(fixture.plan(fixture.request(sheet)).offer().toPay()).isZero();
    }

    @Test
    void whenOnePictureIsWrongThenNothingIsSent() {
        Photos.write(photos.resolve("cup.jpg"), 200, 200);
        Path sheet = sheet();
        assertThatThrownBy(() -> fixture.plan(fixture.request(sheet)))
                .isInstanceOfSatisfying(InvalidRowsException.class, wrong -> assertThat(
                                wrong.sheet().errors())
                        .singleElement()
                        .asString()
                        .startsWith("row 3, column image: \"photos/cup.jpg\" is 200x200 pixels"));
        assertThat(fixture.simulator.submitCalls()).isZero();
    }

    @Test
    void whenACopyIsLostThenItsRowIsNotSentAndARerunAfterTheSheetSendsIt() throws IOException {
        RunPlan plan = fixture.plan(fixture.request(sheet()));
        Files.delete(home.resolve(Sha256.of(photos.resolve("cup.jpg"))));
        assertThat(fixture.run(plan).ending()).isEqualTo(RunOutcome.NOT_ALL_DELIVERED);
        assertThat(arrived()).hasSize(2);
        assertThat(fixture.jdbc
                        .sql("select error_code from clip where state = 'FAILED'")
                        .query(String.class)
                        .list())
                .containsExactly("picture_missing");
        assertThat(fixture.count("submission where outcome = 'REFUSED' and error_code = 'picture_missing'"))
                .isEqualTo(1);
        fixture.run(fixture.request(sheet()));
        assertThat(home.resolve(Sha256.of(photos.resolve("cup.jpg")))).exists();
    }

    @Test
    void whenAFailedFileIsRunElsewhereThenItMeansTheSamePictures() throws IOException {
        Path sheet = fixture.sheet("mugs.csv", Files.readString(sheet()).replace("a cup", "a cup [fails]"));
        fixture.run(fixture.request(sheet));
        String cup = Sha256.of(photos.resolve("cup.jpg"));
        moveAway();
        String failed = Files.readString(fixture.folder.resolve("out/failed.csv"));
        assertThat(failed).contains("photos/cup.jpg").doesNotContain("photos/mug.png");
        Path fixed = fixture.sheet("desk/fixed.csv", failed.replace("a cup [fails]", "a better cup"));
        assertThat(fixture.run(JobFixture.request(fixed, null, null)).ending()).isEqualTo(RunOutcome.DELIVERED);
        assertThat(arrived()).hasSize(4).last().asString().contains("a better cup", cup);
    }

    @Test
    void whenAHomeIsBackedUpThenItsPicturesAreInTheBackup() throws IOException {
        fixture.run(fixture.request(sheet()));
        Home home = fixture.bean(Home.class);
        Path backup = fixture.folder.resolve("backup.zip");
        BackupFile.write(home, Photos.write(fixture.folder.resolve("ledger.mv.db"), new byte[9]), backup);
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            assertThat(zip.getEntry("pictures/" + Sha256.of(photos.resolve("cup.jpg"))))
                    .isNotNull();
        }
    }

    @Test
    void whenARowIsMadeFromAPictureThenThePageShowsItFromItsOwnFolder() throws IOException {
        fixture.run(fixture.request(sheet()));
        String sha256 = Sha256.of(photos.resolve("cup.jpg"));
        Path shown = fixture.folder.resolve("out/pictures/" + sha256.substring(0, 16) + ".jpg");
        assertThat(shown).hasSameBinaryContentAs(photos.resolve("cup.jpg"));
        assertThat(Files.readString(fixture.folder.resolve("out/report.html")))
                .contains("\"pictures\":[{\"src\":\"pictures/" + sha256.substring(0, 16) + ".jpg\"", "photos/cup.jpg");
    }

    @Test
    void whenManyRowsHaveTheSamePictureThenItIsStoredOnce() {
        StringBuilder sheet = new StringBuilder("prompt,model,image\n");
        for (int row = 0; row < 200; row++) {
            sheet.append("a mug %d,%s,photos/mug.png\n".formatted(row, MODEL));
        }
        fixture.plan(fixture.request(fixture.sheet("mugs.csv", sheet.toString())));
        assertThat(home).isDirectoryContaining(copy -> true);
        assertThat(home.toFile().list()).hasSize(1);
    }
}
