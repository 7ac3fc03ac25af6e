package dev.reelbatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.LinkSettings;
import dev.reelbatch.api.Proxies;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.job.BatchExecutions;
import dev.reelbatch.job.JobFixture;
import dev.reelbatch.picture.Photos;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HousekeepingTest {

    private final JobFixture fixture;

    HousekeepingTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void run(String csv) {
        fixture.run(fixture.request(fixture.sheet("mugs.csv", csv)));
    }

    private List<String> inputs() throws IOException {
        try (Stream<Path> files = Files.list(fixture.folder.resolve("home/inputs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whenSpringBatchsRecordsAreOldThenTheLatestOfEachJobStayAndTheRunGoesOn() {
        String failing = "prompt\na mug [fails]\n";
        run("prompt\na mug\n");
        fixture.run(JobFixture.request(fixture.sheet("cups.csv", failing), null, fixture.folder.resolve("cups")));
        run(failing);
        run(failing);
        run(failing);

        fixture.bean(BatchExecutions.class).forgetOld(2);
        assertThat(fixture.count("batch_job_execution"))
                .as("two of mugs, one of cups")
                .isEqualTo(3);
        assertThat(fixture.count("batch_job_instance")).isEqualTo(2);
        assertThat(fixture.count("batch_step_execution")).isEqualTo(15);
        assertThat(fixture.count("batch_job_execution_context")).isEqualTo(3);

        run(failing);
        assertThat(fixture.count("batch_job_execution")).isEqualTo(4);
        assertThat(fixture.count("batch_job_instance")).isEqualTo(2);
        assertThat(fixture.count("submission"))
                .as("the ledger keeps everything")
                .isEqualTo(2);
    }

    @Test
    void whenNoRunWasMadeOfAPictureThenItsCopyGoesAndThoseOfRunsStay() throws IOException {
        String sheet = "prompt,model,image\na mug,MiniMax-Hailuo-2.3-Fast,mug.png\n";
        Path photo = Photos.write(fixture.folder.resolve("mug.png"), 400, 400);
        run(sheet);
        String kept = Sha256.of(photo);
        Photos.write(photo, 500, 500);
        fixture.plan(fixture.request(fixture.sheet("mugs.csv", sheet)));
        Path pictures = fixture.folder.resolve("home/pictures");
        assertThat(pictures.toFile().list()).containsExactlyInAnyOrder(kept, Sha256.of(photo));
        fixture.bean(Housekeeping.class).tidy();
        assertThat(pictures.toFile().list()).containsExactly(kept);
        assertThat(inputs()).as("the sheet, and the list of its pictures").hasSize(2);
        run(sheet);
        fixture.bean(Housekeeping.class).tidy();
        assertThat(pictures.toFile().list()).containsExactlyInAnyOrder(kept, Sha256.of(photo));
    }

    @Test
    void whenAFetchedSheetWasRefusedThenItGoesAfterADayAndThatOfAJobStays() throws IOException {
        FetchedSheets sheets = new FetchedSheets(
                fixture.folder.resolve("home"),
                new LinkSettings(Duration.ZERO, Duration.ZERO, 1, false, Proxies.NONE),
                Time.system());
        Path ofJob = sheets.keep("prompt\na mug\n".getBytes(StandardCharsets.UTF_8));
        fixture.run(JobFixture.request(ofJob, "mugs", fixture.folder.resolve("out")));
        Path place = Objects.requireNonNull(ofJob.getParent());
        Path refused = Files.createDirectory(place.resolveSibling("0123"));
        Files.writeString(refused.resolve("secret.csv"), "no sheet");
        fixture.bean(Housekeeping.class).tidy();
        assertThat(refused).as("it may be about to run").exists();
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        Files.setLastModifiedTime(refused, before);
        Files.setLastModifiedTime(place, before);
        fixture.bean(Housekeeping.class).tidy();
        assertThat(refused).doesNotExist();
        assertThat(ofJob).exists();
    }

    @Test
    void whenNoRunWasMadeOfAnInputThenItsCopyGoes() throws IOException {
        run("prompt\na mug\n");
        run("prompt\na cup\n");
        fixture.plan(fixture.request(fixture.sheet("mugs.csv", "prompt\nnobody said yes\n")));
        assertThat(inputs()).hasSize(3);
        fixture.bean(Housekeeping.class).tidy();
        assertThat(inputs()).hasSize(2);
        fixture.bean(Housekeeping.class).tidy();
        assertThat(inputs()).hasSize(2);
    }
}
