package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hot folder as people see it who have the share alone. */
@Timeout(240)
class HotFolderTest {

    private ServeRig rig;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Makes videos take so long that a sheet is in work until a test has seen it. */
    private void slow() throws InterruptedException {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(150)));
    }

    private static String sheet(String name, int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(n -> "%s take %d".formatted(name, n))
                .collect(Collectors.joining("\n", "prompt\n", "\n"));
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> results() {
        return in(rig.inbox.resolve("results"));
    }

    private String working(String sheet) throws IOException {
        return Files.readString(rig.inbox.resolve("working").resolve(sheet + ".html"));
    }

    private void awaitWorking(String sheet, String words) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> working(sheet)
                .contains(words));
    }

    private static void assertHasVideos(Path results, int videos) {
        assertThat(in(results.resolve("videos"))).as(results.toString()).hasSize(videos);
        assertThat(results.resolve("manifest.csv")).content().contains("delivered");
    }

    @Test
    void whenASheetIsDroppedAgainThenEachDropHasAFolderWithAllVideosAndNothingIsPaidForTwice() {
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Finished ", 1);
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.awaitSaid("Finished ", 2);
        rig.drop("mugs.csv", sheet("a mug", 3));
        rig.awaitSaid("Finished ", 3);

        assertThat(results()).hasSize(3);
        assertThat(results().stream()
                        .mapToInt(folder -> in(folder.resolve("videos")).size()))
                .containsExactlyInAnyOrder(2, 2, 3);
        results()
                .forEach(folder ->
                        assertHasVideos(folder, in(folder.resolve("videos")).size()));
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(pages())
                .filteredOn(page -> page.contains("This time nothing was charged."))
                .hasSize(1);
    }

    private List<String> pages() {
        try {
            return rig.pages("done");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whenTheRunIsTriedAgainLaterThenThePageSaysWhyAndWhen() throws Exception {
        rig.simulator.onSubmit(CallMatcher.first(1), CallFault.answer(ApiErrors.authError()));
        rig.drop("mugs.csv", sheet("a mug", 1));
        rig.serve(rig.inboxJobWithoutOut());
        awaitWorking("mugs.csv", "Your videos are paused");
        assertThat(working("mugs.csv")).contains("The API rejected your key", "The next try is at");
        rig.stop();
        assertThat(rig.in("working")).containsExactly("mugs.csv");
    }

    @Test
    void whenAFixedFailedCsvIsDroppedThenItsFolderHasTheWholeSheet() throws Exception {
        rig.drop("mugs.csv", "prompt\na mug\na cup [fails]\n");
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.page("failed"))
                .contains("<h1>1 of 2 videos are ready</h1>", ">Row 3<", "failed.csv</bdi>", "Drop that file into")
                .doesNotContain("reelbatch rerun", "--rows");
        String failed = Files.readString(results().get(0).resolve("failed.csv"));
        rig.drop("failed.csv", failed.replace("a cup [fails]", "a cup"));
        rig.awaitSaid("Finished ", 2);

        assertThat(results()).hasSize(2);
        assertThat(results().stream()
                        .mapToInt(folder -> in(folder.resolve("videos")).size()))
                .containsExactlyInAnyOrder(1, 2);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenASheetIsInWorkThenAPageBesideItSaysHowFarItIsAndThenLeadsToTheOneThatRemains() throws Exception {
        slow();
        rig.publicUrl = URI.create("https://videos.example.com/");
        rig.drop("mugs <b>.csv", sheet("a mug", 3));
        rig.serve(rig.inboxJobWithoutOut());
        awaitWorking("mugs <b>.csv", "being made</li>");

        assertThat(working("mugs <b>.csv"))
                .contains("<meta http-equiv=\"refresh\" content=\"10\">", "mugs &lt;b&gt;.csv")
                .contains("0 of 3 are ready", "3 个中已完成 0 个", "Rehearsal: nothing is charged")
                .containsPattern("results / \\d{4}-\\d\\d-\\d\\d_\\d{4}_mugs -b-")
                .containsPattern("[\\d.]+ CNY, at most 8.52 CNY")
                .contains("href=\"https://videos.example.com/\"")
                .doesNotContain("<b>.csv", "<script");

        rig.awaitSaid("Finished ", 1);
        assertThat(working("mugs <b>.csv"))
                .containsPattern("content=\"0; url(=|&#x3D;)../done/[^\"]*\\.html\"")
                .contains("See what came of it");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Files.notExists(rig.inbox.resolve("working/mugs <b>.csv.html")));
        assertThat(rig.page("done")).contains("<h1>Your 3 videos are ready</h1>", "A first look", ".mp4#t=0.1");
    }

    @Test
    void whenNobodyCanReachTheServerThenNoPageLeadsThere() throws Exception {
        rig.drop("mugs.csv", sheet("a mug", 1));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.page("done")).doesNotContain("http:", "https:", "in the browser");
    }

    @Test
    void whenItIsStoppedThenThePageSaysSoAndTheNextStartGoesOnWithBoth() throws Exception {
        slow();
        rig.drop("mugs.csv", sheet("a mug", 3));
        rig.serve(rig.inboxJobWithoutOut());
        awaitWorking("mugs.csv", "being made</li>");
        rig.stop();
        assertThat(working("mugs.csv")).contains("reelbatch is not running at the moment");

        Files.writeString(rig.inbox.resolve("working/gone.csv.html"), "left by a killed process");
        Files.writeString(rig.inbox.resolve("working/.mugs.csv.html.tmp"), "half a page");
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Resuming mugs.csv", 1);
        awaitWorking("mugs.csv", "Your videos are being made");
        assertThat(rig.inbox.resolve("working/gone.csv.html")).doesNotExist();
        assertThat(rig.inbox.resolve("working/.mugs.csv.html.tmp")).doesNotExist();
        rig.awaitSaid("Finished ", 1);
        assertThat(results()).hasSize(1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenAPersonStopsASheetThenItsPageSaysSoAndTheNextDropGoesOnWithIt() throws Exception {
        rig.close();
        rig = new ServeRig(rig.folder, 50, ServeRig.quick().generationTime(Duration.ofMinutes(10)));
        rig.drop("mugs.csv", sheet("a mug", 3));
        rig.serve(rig.inboxJobWithoutOut());
        awaitWorking("mugs.csv", "3 being made");
        assertThat(rig.stop("inbox/mugs")).isEqualTo(Stopping.ENDS);
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.page("failed"))
                .contains("0 of 3 videos are ready", "Stopped by a person. Drop the sheet again to resume.");

        rig.drop("mugs.csv", sheet("a mug", 3));
        rig.awaitSaid("Finished ", 2);
        assertThat(rig.page("done")).contains("<h1>Your 3 videos are ready</h1>");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenTheShareRefusesThePageThenTheRunIsDoneAllTheSame() throws Exception {
        Files.createDirectories(rig.inbox.resolve("working/mugs.csv.html/not empty"));
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.in("done")).contains("mugs.csv");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenTheSameNameIsSavedAgainWhileInWorkThenItIsTheNextDrop() throws Exception {
        slow();
        rig.drop("mugs.csv", sheet("a mug", 1));
        rig.serve(rig.inboxJobWithoutOut());
        awaitWorking("mugs.csv", "being made</li>");
        rig.drop("mugs.csv", sheet("a mug", 2));
        rig.awaitSaid("waits until the file with the same name", 1);
        rig.awaitSaid("Finished ", 2);
        assertThat(results()).hasSize(2);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenASubfolderHoldsASheetThenItIsAPersonsOwnInboxAlsoIfItComesLater() throws Exception {
        rig.drop("anna/launch.csv", sheet("a launch", 1));
        rig.drop("photos/mug.jpg", "no sheet");
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("inbox/anna/launch: Finished ", 1);
        rig.drop("王小明/launch.csv", sheet("a start", 1));
        rig.awaitSaid("inbox/王小明/launch: Finished ", 1);

        Path anna = rig.inbox.resolve("anna");
        assertThat(in(anna.resolve("done"))).hasSize(2);
        assertThat(in(anna.resolve("results"))).singleElement().satisfies(folder -> assertHasVideos(folder, 1));
        assertThat(in(rig.inbox.resolve("王小明/results"))).hasSize(1);
        assertThat(rig.inbox.resolve("photos/working")).doesNotExist();
        assertThat(rig.inbox.resolve("results")).doesNotExist();
    }

    @Test
    void whenAPersonsSheetWasInWorkThenTheNextStartGoesOnWithIt() throws Exception {
        slow();
        rig.drop("anna/launch.csv", sheet("a launch", 2));
        rig.serve(rig.inboxJobWithoutOut());
        awaitWorking("../anna/working/launch.csv", "being made</li>");
        rig.stop();
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("inbox/anna/launch: Finished ", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        assertThat(in(rig.inbox.resolve("anna/results"))).hasSize(1);
    }

    @Test
    void whenTheJobFileNamesAFolderThenAPersonHasOneInIt() {
        rig.drop("anna/launch.csv", sheet("a launch", 1));
        rig.serve(rig.inboxJob());
        rig.awaitSaid("Finished ", 1);
        assertThat(rig.folder.resolve("out/anna/launch/manifest.csv")).exists();
    }

    @Test
    void whenASubfolderIsNoPersonsThenItIsLeft() throws Exception {
        for (String name : List.of("Results", ".trash", "~x", "@eaDir", "_x", "#recycle", "a.csv.sb-12-ab")) {
            rig.drop(name + "/a.csv", sheet("of " + name, 1));
        }
        rig.drop("a/b/deeper.csv", sheet("deeper", 1));
        rig.drop("con/a.csv", sheet("a device", 1));
        rig.drop("x".repeat(120) + "/a.csv", sheet("long", 1));
        rig.drop("a\u001b[31mred/a.csv", sheet("red", 1));
        rig.drop("<img src=x>/a.csv", sheet("markup", 1));
        rig.drop("ends.in.dot./a.csv", sheet("dot", 1));
        rig.drop("ok/a.csv", sheet("ok", 1));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("inbox/ok/a: Finished ", 1);

        assertThat(rig.said("can't be a person's: rename it")).hasSize(5);
        assertThat(rig.said()).doesNotContain("\u001b").doesNotContain("Took deeper");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenAPersonsFolderIsRemovedThenTheOthersAreWatchedOn() throws Exception {
        rig.drop("anna/launch.csv", sheet("a launch", 1));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("Finished ", 1);
        Files.move(rig.inbox.resolve("anna"), rig.folder.resolve("away"));
        rig.drop("ben/launch.csv", sheet("a start", 1));
        rig.awaitSaid("inbox/ben/launch: Finished ", 1);
        Files.move(rig.folder.resolve("away"), rig.inbox.resolve("anna"));
        rig.drop("anna/more.csv", sheet("more", 1));
        rig.awaitSaid("inbox/anna/more: Finished ", 1);
    }

    @Test
    void whenTheUserOfAFolderIsRemovedOrMayOnlyLookThenItsSheetsAreReturned() throws Exception {
        rig.session.users().add("anna", User.Role.RUN, null, null);
        rig.session.users().add("ben", User.Role.VIEW, null, null);
        rig.drop("anna/launch.csv", sheet("a launch", 1));
        rig.drop("ben/launch.csv", sheet("a start", 1));
        rig.serve(rig.inboxJobWithoutOut());
        rig.awaitSaid("inbox/anna/launch: Finished ", 1);
        rig.awaitSaid("ben may no longer request runs", 1);

        rig.session.users().remove("anna");
        rig.drop("anna/more.csv", sheet("more", 1));
        rig.awaitSaid("anna may no longer request runs", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenAPersonsFolderIsAwayForAMomentThenItsSheetStaysInTheSameRun() throws Exception {
        slow();
        rig.drop("anna/launch.csv", sheet("a launch", 1));
        rig.serve(rig.inboxJob());
        awaitWorking("../anna/working/launch.csv", "being made</li>");
        Files.move(rig.inbox.resolve("anna"), rig.folder.resolve("away"));
        rig.drop("ben/launch.csv", sheet("a start", 1));
        rig.awaitSaid("inbox/ben/launch: Starting", 1); // it has been looked for, too
        Files.move(rig.folder.resolve("away"), rig.inbox.resolve("anna"));
        rig.awaitSaid("Watching " + rig.inbox.resolve("anna"), 2);
        rig.awaitSaid("inbox/anna/launch: Finished ", 1);
        assertThat(rig.said("Resuming")).isEmpty();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        assertThat(in(rig.inbox.resolve("anna/working")))
                .noneMatch(file -> file.toString().endsWith(".csv"));
    }
}
