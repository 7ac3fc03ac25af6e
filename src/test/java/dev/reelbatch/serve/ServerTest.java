package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.submit.FailureLimit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServerTest {

    private ServeRig rig;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static String sheet(String name, int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(n -> "%s take %d".formatted(name, n))
                .collect(Collectors.joining("\n", "prompt\n", "\n"));
    }

    private static Path only(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            return files.iterator().next();
        }
    }

    @Test
    void whenSheetsAreDroppedThenEachIsAJobOfItsOwnAndIsDone() throws Exception {
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.drop("Tassen für alle ☕.csv", sheet("a cup", 1));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 2);
        rig.stop();
        assertThat(rig.in("done")).contains("mugs.csv", "Tassen für alle ☕.csv");
        assertThat(rig.in("working")).isEmpty();
        assertThat(rig.folder.resolve("out/mugs/manifest.csv")).content().contains("delivered");
        assertThat(rig.folder.resolve("out/Tassen für alle ☕/manifest.csv")).exists();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(rig.noticed).containsExactlyInAnyOrder("inbox/mugs DELIVERED", "inbox/Tassen für alle ☕ DELIVERED");
    }

    @Test
    void whenNamesDifferByCaseAloneThenTheyAreOneJobAndBothAreDone() {
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.drop("MUGS.csv", sheet("a cup", 2));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 2);
        rig.drop("Mugs.csv", sheet("a cup", 2));
        rig.awaitSaid("Finished ", 3);
        assertThat(rig.in("failed")).isEmpty();
        assertThat(rig.in("done")).contains("mugs.csv", "MUGS.csv", "Mugs.csv");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(4);
    }

    @Test
    void whenTheSameContentIsDroppedTwiceThenItIsAnsweredAndNotPaidForAgain() {
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.drop("other name.csv", sheet("a mug", 2));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 2);
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.awaitSaid("Finished ", 3);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        assertThat(rig.in("done")) // settled in the same second, one bears a number
                .filteredOn(name -> name.contains("mugs") && name.endsWith(".csv"))
                .hasSize(2);
        assertThat(rig.folder.resolve("out/other name/videos")).isDirectoryContaining("glob:**.mp4");
    }

    @Test
    void whenAFreshSheetCannotLeaveThenNeitherTheNextTryNorTheNextStartPaysForItYetAgain() throws Exception {
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.serve(rig.inboxJob(true));
        rig.awaitSaid("Starting", 1);
        Files.move(rig.inbox.resolve("done"), rig.folder.resolve("away"));
        rig.awaitSaid("can't be moved out of", 2);
        rig.stop();
        rig.serve(rig.inboxJob(true)); // which makes the folder anew
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);

        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.simulator.acceptedCount()).as("dropped again").isEqualTo(4);
    }

    @Test
    void whenAnotherSheetOfTheSameNameIsDroppedThenEachHasAFolderOfItsOwn() throws Exception {
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        byte[] first = Files.readAllBytes(rig.folder.resolve("out/mugs/manifest.csv"));
        rig.drop("mugs.csv", sheet("a cup", 1));
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.folder.resolve("out/mugs/manifest.csv")).hasBinaryContent(first);
        assertThat(rig.folder.resolve("out/mugs/report.html"))
                .content()
                .contains("a mug take 1")
                .doesNotContain("a cup");
        Path second = only(rig.folder.resolve("out"), "*_mugs");
        assertThat(second.resolve("report.html"))
                .content()
                .contains("a cup take 1")
                .doesNotContain("a mug");
        assertThat(rig.pages("done"))
                .hasSize(2)
                .anyMatch(page -> page.contains("/out/mugs/report.html"))
                .anyMatch(page -> page.contains("_mugs/report.html"));
    }

    @Test
    void whenTheJobFileNamesNoFolderThenTheResultsAreInTheInboxInAFolderForEachDrop() throws Exception {
        rig.drop("mugs.csv", sheet("a mug", 1));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Finished ", 1);
        rig.drop("mugs.xlsx.csv", sheet("a cup", 1));
        rig.drop("mugs.csv", sheet("a bowl", 1));
        rig.awaitSaid("Finished ", 3);
        try (Stream<Path> folders = Files.list(rig.inbox.resolve("results"))) {
            assertThat(folders)
                    .hasSize(3)
                    .allSatisfy(folder ->
                            assertThat(folder.getFileName().toString()).matches("\\d{4}-\\d\\d-\\d\\d_\\d{4}_mugs.*"))
                    .allSatisfy(
                            folder -> assertThat(folder.resolve("report.html")).exists());
        }
        assertThat(rig.page("done")).contains("../results/");
    }

    @Test
    void whenTheSheetIsDearerThanMaxCostThenItComesBackAndNothingIsSpent() throws Exception {
        rig.spending = SpendingLimits.ofRun(new BigDecimal("6"), false);
        rig.drop("dear.csv", sheet("a mug", 3));
        rig.drop("cheap.csv", sheet("a cup", 2));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Returned ", 1);
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.page("failed")).contains("This would cost 8.52 CNY: more than max-cost 6");
        assertThat(rig.in("working")).isEmpty();
        assertThat(rig.folder.resolve("out/dear")).doesNotExist();
        assertThat(rig.simulator.acceptedCount()).as("those of the other sheet").isEqualTo(2);
    }

    @Test
    void whenADroppedSheetHasLostItsIdsThenItComesBackAndSaysWhatToDo() throws Exception {
        rig.drop("mugs.csv", "prompt,id\na red mug,1\na blue mug,2\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        rig.drop("mugs.csv", "prompt\na red mug\na blue mug\n");
        rig.awaitSaid("Returned ", 1);
        assertThat(rig.page("failed"))
                .contains(
                        "2 videos (rows 2,3) were already paid for", "Show this file to the person who runs reelbatch");
        try (DirectoryStream<Path> forThem = Files.newDirectoryStream(rig.inbox.resolve("failed"), "*.errors.txt")) {
            assertThat(forThem.iterator().next()).content().contains("other-id: use or other-id: pay");
        }
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenASheetIsRunInPartThenItLeavesTheInboxAtTheLimitAndIsNotTriedForEver() {
        rig.spending = SpendingLimits.ofRun(new BigDecimal("6"), true);
        rig.drop("dear.csv", sheet("a mug", 3));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.in("failed")).contains("dear.csv", "dear.csv.html");
        assertThat(rig.said("Retrying in")).isEmpty();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenASheetGrowsAfterItWasTakenThenItIsTakenAgainAndOnlyTheNewRowsArePaidFor() throws Exception {
        Path sheet = rig.drop("mugs.csv", sheet("a mug", 2));
        try (FileChannel stalled = FileChannel.open(sheet, StandardOpenOption.APPEND)) {
            rig.serve(rig.inboxJob());
            rig.awaitSaid("Finished ", 1);
            stalled.write(ByteBuffer.wrap("a cup\na bowl\n".getBytes(StandardCharsets.UTF_8)));
        }
        rig.awaitSaid("mugs.csv changed after it was taken", 1);
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(4);
        assertThat(rig.folder.resolve("out/mugs/manifest.csv")).content().contains("a mug take 1", "a bowl");
        assertThat(rig.pages("done"))
                .hasSize(2)
                .anyMatch(page -> page.contains("Your sheet changed, so it was taken again"))
                .anyMatch(page -> page.contains("after it was first taken, so it was taken again"));
    }

    @Test
    void whenASheetThatWasReturnedIsCompletedByItsWriterThenItIsTakenAgain() throws Exception {
        Path sheet = rig.drop("mugs.csv", "prompt,duration\na mug,1");
        try (FileChannel stalled = FileChannel.open(sheet, StandardOpenOption.APPEND)) {
            rig.serve(rig.inboxJob());
            rig.awaitSaid("Returned ", 1);
            stalled.write(ByteBuffer.wrap("2\n".getBytes(StandardCharsets.UTF_8)));
        }
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.in("done")).contains("mugs.csv");
    }

    @Test
    void whenASheetIsResumedThenOthersDoNotWaitForItsEnd() throws Exception {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(200)));
        rig.drop("working/old.csv", sheet("a cup", 1));
        rig.drop("a new one.csv", sheet("a mug", 1));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Starting", 2);
        assertThat(rig.said("Finished ")).isEmpty();
        rig.awaitSaid("Finished ", 2);
    }

    @Test
    void whenTwoSheetsShareAVideoThenTheLaterWaitsForTheEarlier() throws Exception {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(50)));
        rig.drop("a.csv", "prompt\na mug\na cup\n");
        rig.drop("b.csv", "prompt\na bowl\na mug\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.said("inbox/b: Waiting for inbox/a")).hasSize(1);
        assertThat(rig.said("inbox/b: Starting: 2 rows, 1 to submit")).hasSize(1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenTheSharedVideoIsOfARowThatIsLeftOutThenTheLaterWaitsAllTheSame() throws Exception {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(50)));
        Path all = rig.file("all.csv", "prompt\na mug\na cup\n");
        Path part = rig.file("part.csv", "prompt\na cup\na bowl\n");
        rig.serve(rig.nightly("all", all, RowRanges.ALL), rig.nightly("part", part, RowRanges.of("3")));
        rig.awaitSaid("part: Next run at", 2);
        assertThat(rig.said("part: Waiting for all")).hasSize(1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenASheetHasMistakesThenItComesBackWithWhatToFix() throws Exception {
        rig.drop("mugs.csv", "prompt,duration\na mug,8\na cup,5\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Returned ", 1);
        assertThat(rig.in("failed")).contains("mugs.csv", "mugs to fix.csv");
        assertThat(rig.said("row 3, column duration")).hasSize(1);
        assertThat(rig.page("failed")).contains("1 cell in your sheet needs fixing", ">Row 3<", ">duration<");
        assertThat(rig.simulator.submitCalls()).isZero();
    }

    @Test
    void whenARefusalNamesOptionsThenItIsSaidThatTheyAreKeysOfTheJobFile() throws Exception {
        rig.drop("mugs.csv", "Beschreibung,Wer\na mug,Amara\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Returned ", 1);
        assertThat(rig.said("--map prompt=")).hasSize(1);
        assertThat(rig.said("as keys, for example sheet: NAME or map.prompt: NAME"))
                .hasSize(1);
        assertThat(rig.in("failed")).contains("mugs.csv.errors.txt");
    }

    @Test
    void whenAnEarlierProcessTookASheetThenItGoesOnBeforeAnythingNew() {
        rig.parallelRuns = 1;
        rig.drop("a new one.csv", sheet("a mug", 1));
        rig.drop("working/old.csv", sheet("a cup", 1));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.said(": Starting").get(0)).contains("inbox/old");
    }

    @Test
    void whenSheetsAreManyThenNoMoreRunAtOnceThanAllowedAndOneCeilingHoldsForAll() throws Exception {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().maxRunning(3));
        rig.parallelRuns = 2;
        rig.maxInFlight = 3;
        for (int n = 0; n < 5; n++) {
            rig.drop("sheet %d.csv".formatted(n), sheet("sheet " + n, 4));
        }
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 5);
        assertThat(mostAtOnce()).as(rig.said()).isEqualTo(2);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(20);
        assertThat(rig.simulator.submitCalls())
                .as("none was refused for being one too many")
                .isEqualTo(20);
    }

    private int mostAtOnce() {
        int most = 0;
        int running = 0;
        for (String line : rig.said().lines().toList()) {
            running += line.contains(": Starting") ? 1 : line.contains(": Finished ") ? -1 : 0;
            most = Math.max(most, running);
        }
        return most;
    }

    @Test
    void whenAJobIsScheduledThenItRunsAndOnlyNewRowsArePaidFor() throws Exception {
        Path sheet = rig.file("nightly.csv", sheet("a mug", 2));
        rig.serve(rig.nightly(sheet));
        rig.awaitSaid("nightly: Next run at", 2);
        rig.stop();
        Files.writeString(sheet, sheet("a mug", 3));
        rig.serve(rig.nightly(sheet));
        rig.awaitSaid("1 to submit", 1);
        rig.awaitSaid("nightly: Next run at", 4);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenTooManyRowsFailThenItIsNotTriedAgainByItselfSinceThatWouldPayForAsManyAgain() {
        rig.maxInFlight = 1;
        rig.maxFailures = FailureLimit.Limit.of("2");
        rig.drop("mugs.csv", "prompt\na mug [fails]\na cup [fails]\na bowl [fails]\na jug [fails]\n");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.in("failed")).contains("mugs.csv");
        assertThat(rig.said("Retrying in")).isEmpty();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        Awaitility.await().untilAsserted(() -> assertThat(rig.noticed).containsExactly("inbox/mugs STOPPED"));
        rig.drop("mugs.csv", "prompt\na mug [fails]\na cup [fails]\na bowl [fails]\na jug [fails]\n");
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.simulator.acceptedCount()).as("dropped again it goes on").isEqualTo(4);
    }

    @Test
    void whenItIsStoppedInTheMiddleThenTheRunGoesOnAtTheNextStart() {
        Path sheet = rig.file("nightly.csv", sheet("a mug", 40));
        rig.maxInFlight = 2;
        rig.serve(rig.nightly(sheet));
        Awaitility.await().until(() -> rig.simulator.acceptedCount() > 3);
        rig.stop();
        assertThat(rig.simulator.acceptedCount()).isLessThan(40);
        rig.maxInFlight = 40;
        rig.serve(rig.nightly(sheet));
        rig.awaitSaid("Resuming the run interrupted earlier", 1);
        rig.awaitSaid("40 delivered", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(40);
    }

    @Test
    void whenASheetCannotLeaveForLongThenSomebodyIsTold(@TempDir Path other) throws Exception {
        try (ServeRig fast = new ServeRig(other, 3000, ServeRig.quick())) {
            fast.drop("first.csv", sheet("a mug", 1));
            fast.serve(fast.inboxJob());
            fast.awaitSaid("Finished ", 1);
            Files.move(fast.inbox.resolve("done"), other.resolve("away"));
            fast.drop("mugs.csv", sheet("a cup", 1));
            fast.awaitSaid("can't be moved out of", 5);
            fast.stop();
            assertThat(fast.noticed).containsExactly("inbox/first DELIVERED", "inbox/mugs refused");
        }
    }

    @Test
    void whenTheResultsFolderIsAnotherJobsThenTheSheetGetsOneOfItsOwn() {
        rig.drop("mugs.csv", sheet("a mug", 1));
        Path theirs = rig.file("out/mugs/.reelbatch.json", "{\"home\":\"x\",\"job\":\"theirs\",\"rehearsal\":true}");
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        assertThat(theirs).content().contains("theirs");
        assertThat(rig.folder.resolve("out/mugs/manifest.csv")).doesNotExist();
    }

    @Test
    void whenTheResultsFolderOfANightlyIsAnotherJobsThenItIsRefusedAndNotTriedForEver() {
        Path sheet = rig.file("nightly.csv", sheet("a mug", 1));
        rig.file("out-nightly/.reelbatch.json", "{\"home\":\"x\",\"job\":\"theirs\",\"rehearsal\":true}");
        rig.serve(rig.nightly(sheet));
        rig.awaitSaid("Nothing was submitted", 1);
        rig.awaitSaid("Next run at", 2);
        assertThat(rig.said("defect")).isEmpty();
        assertThat(rig.simulator.submitCalls()).isZero();
    }

    private void cutShort(ServedJob job) {
        rig.serve(job);
        Awaitility.await().until(() -> rig.simulator.acceptedCount() > 3);
        rig.stop();
        assertThat(rig.simulator.acceptedCount()).isLessThan(20);
    }

    @Test
    void whenANightIsMadeUpForThenTheSheetIsReadAnewAlsoWhereARunWasCutShort() throws Exception {
        Path sheet = rig.file("nightly.csv", sheet("a mug", 20));
        rig.maxInFlight = 2;
        ServedJob nightly = rig.missed(rig.nightly(sheet));
        cutShort(nightly);
        Files.writeString(sheet, sheet("a mug", 21)); // on the days after
        rig.serve(nightly);
        rig.awaitSaid("21 delivered", 1);
        assertThat(rig.said(": Starting").get(1))
                .as("the interrupted run is resumed first")
                .contains("20 rows");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(21);
    }

    @Test
    void whenAFreshRunWasCutShortThenItsNightIsNotPaidForTwice() {
        Path sheet = rig.file("nightly.csv", sheet("a mug", 20));
        rig.maxInFlight = 2;
        ServedJob nightly = rig.missed(ServeRig.fresh(rig.nightly(sheet)));
        cutShort(nightly);
        rig.serve(rig.rerun("again", "nightly"), nightly);
        rig.awaitSaid("nightly: Next run at", 1);
        rig.awaitSaid("20 delivered", 1);
        rig.stop();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(20);
    }

    @Test
    void whenRowsOfTheJobWaitThenARerunBringsBackItsOwnAlone() {
        Path sheet = rig.file("nightly.csv", sheet("a mug [fails]", 20));
        rig.serve(rig.nightly("nightly", sheet, RowRanges.of("2-4")));
        rig.awaitSaid("3 failed", 1);
        rig.stop();
        rig.serve(rig.rerun("again", "nightly"));
        rig.awaitSaid("3 failed", 2);
        rig.stop();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(6);
    }

    @Test
    void whenTheKeyIsRefusedThenTheRunWaitsAndGoesOnByItselfAndOneNoticeIsEnough(@TempDir Path other) throws Exception {
        try (ServeRig fast = new ServeRig(other, 3000, ServeRig.quick())) {
            fast.simulator.onSubmit(CallMatcher.first(3), CallFault.answer(ApiErrors.authError()));
            fast.drop("mugs.csv", sheet("a mug", 1));
            fast.serve(fast.inboxJob());
            fast.awaitSaid("Retrying in 30 min", 1);
            assertThat(fast.in("working")).containsExactly("mugs.csv");
            fast.awaitSaid("Finished ", 1);
            fast.stop();
            assertThat(fast.simulator.acceptedCount()).isEqualTo(1);
            assertThat(fast.said("Retrying in")).hasSize(3);
            assertThat(fast.noticed).containsExactly("inbox/mugs STOPPED, goes on", "inbox/mugs DELIVERED");
        }
    }
}
