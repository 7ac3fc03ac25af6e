package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelbatch.inbox.InboxFolders.Ending;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sheets on their way out of working/, also when the process is killed meanwhile. */
class SheetFilingTest {

    private static final String SHEET = "prompt\nA cat\n";

    @TempDir
    Path folder;

    private InboxRig rig;
    private Path results;

    @BeforeEach
    void open() throws IOException {
        rig = new InboxRig(folder.resolve("the inbox"));
        results = Files.createDirectories(folder.resolve("out/100% #1 & \"more\"/sheet"));
        Files.writeString(results.resolve("report.html"), "the report");
    }

    static Stream<String> names() {
        return Stream.of(
                "a.csv",
                "spring offer.csv",
                "100% #1 & more?.csv",
                "\"it's\" <b>.csv",
                "🐈🐈‍⬛ 猫.xlsx",
                "🐈".repeat(60) + ".csv",
                "x".repeat(200) + ".csv",
                "é".repeat(120) + ".xlsx",
                "2026-04-01_000000_a.csv",
                "noend.csv.txt");
    }

    @ParameterizedTest
    @MethodSource("names")
    void whenARunIsDoneThenTheSheetIsInDoneWithAPageThatLeadsToTheResults(String name) throws IOException {
        ClaimedFile claimed = rig.claim(name, SHEET);
        assertThat(claimed.name()).isEqualTo(name);

        Path page = claimed.ended(InboxRig.done(results));

        assertThat(rig.names("working")).isEmpty();
        List<String> done = rig.names("done");
        assertThat(done).hasSize(2).allSatisfy(settled -> assertThat(settled)
                .startsWith(rig.stamp() + name.substring(0, name.offsetByCodePoints(0, 1))));
        assertThat(page.getFileName().toString()).isEqualTo(done.get(1)).isEqualTo(done.get(0) + ".html");
        assertThat(rig.dir.resolve("done").resolve(done.get(0))).hasContent(SHEET);
        assertThat(page).content().contains("<h1>Your video is ready</h1>", "<b>Every row has its video</b>");
        assertThat(links(page)).containsExactly(results.resolve("report.html"), results.resolve("manifest.csv"));
    }

    @Test
    void whenARunFailedThenThePageSaysWhyInWords() throws IOException {
        Path page = rig.claim("a <1>.csv", SHEET)
                .ended(InboxRig.incomplete(results, "2 rows of 5 failed & <more>.\nFix \"them\"."));

        assertThat(page.getParent()).isEqualTo(rig.dir.resolve("failed"));
        assertThat(page)
                .content()
                .contains("<bdi>a &lt;1&gt;.csv</bdi>", "<h1>1 of 2 videos are ready</h1>")
                .contains("No video was made. 2 rows of 5 failed &amp; &lt;more&gt;.\nFix &quot;them&quot;.")
                .contains("Drop that file into the folder.")
                .doesNotContain("<more>");
        assertThat(rig.names("done")).isEmpty();
    }

    @Test
    void whenThereIsNoReportThenThePageLeadsToTheFolderAlone() throws IOException {
        Path nothing = folder.resolve("out/nothing");
        Path page = rig.claim("a.csv", SHEET).ended(InboxRig.incomplete(nothing, "Stopped."));
        assertThat(links(page)).containsExactly(nothing, nothing.resolve("failed.csv"));
    }

    @Test
    void whenSheetsOfOneNameAreFiledInOneSecondThenNoneIsOverwritten() throws IOException {
        ClaimedFile first = rig.claim("a.csv", "first");
        first.ended(InboxRig.done(results));
        Files.writeString(rig.dir.resolve("working/a.csv"), "second");
        rig.inbox.unfinished().get(0).ended(InboxRig.done(results));
        Files.writeString(rig.dir.resolve("working/a.csv"), "third");
        rig.inbox.unfinished().get(0).ended(InboxRig.done(results));

        String stamp = rig.stamp();
        assertThat(rig.names("done"))
                .containsExactlyInAnyOrder(
                        stamp + "a.csv",
                        stamp + "a.csv.html",
                        stamp + "a-2.csv",
                        stamp + "a-2.csv.html",
                        stamp + "a-3.csv",
                        stamp + "a-3.csv.html");
        assertThat(rig.dir.resolve("done/" + stamp + "a.csv")).hasContent("first");
        assertThat(rig.dir.resolve("done/" + stamp + "a-3.csv")).hasContent("third");
    }

    @Test
    void whenItIsFiledTwiceThenAnotherSheetOfItsNameIsSafe() throws IOException {
        ClaimedFile first = rig.claim("a.csv", "first");
        first.ended(InboxRig.done(results));
        rig.claim("a.csv", "second");

        assertThatIllegalStateException().isThrownBy(() -> first.ended(InboxRig.done(results)));
        assertThat(rig.dir.resolve("working/a.csv")).hasContent("second");
    }

    @Test
    void whenDoneCannotBeWrittenThenTheSheetStaysAndCanBeFiledLater() throws IOException {
        ClaimedFile claimed = rig.claim("a.csv", SHEET);
        Path done = rig.dir.resolve("done");
        Files.delete(done);
        Files.writeString(done, "not a folder"); // refused for root as well

        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(() -> claimed.ended(InboxRig.done(results)))
                .withMessageStartingWith("a.csv can't be moved out of " + rig.dir.resolve("working"))
                .withMessageContaining("writable");
        assertThat(claimed.file()).hasContent(SHEET);
        assertThat(rig.dir.resolve("working/.settling/done")).isEmptyDirectory();

        Files.delete(done);
        Files.createDirectory(done);
        claimed.ended(InboxRig.done(results));
        assertThat(rig.names("done")).hasSize(2);
    }

    @Test
    void whenTheSheetWasTakenAwayMeanwhileThenThePageIsThereAllTheSame() throws IOException {
        ClaimedFile claimed = rig.claim("a.csv", SHEET);
        Files.delete(claimed.file());

        claimed.ended(InboxRig.done(results));

        assertThat(rig.names("done")).containsExactly(rig.stamp() + "a.csv.html");
    }

    @Test
    void whenKilledBeforeTheSheetLeavesThenItIsTakenUpAgainWithoutATrace() throws IOException {
        ClaimedFile claimed = rig.claim("a.csv", SHEET);
        SheetFiling.Draft killed = settlement().begin(claimed.file(), Ending.FAILED);
        killed.write(SheetFiling.ERRORS_CSV, "half of it");

        InboxRig next = new InboxRig(rig.dir, InboxRig.RULES, rig.time);

        assertThat(next.names("failed")).isEmpty();
        assertThat(rig.dir.resolve("working/.settling/failed")).isEmptyDirectory();
        assertThat(next.inbox.unfinished()).singleElement().satisfies(again -> {
            assertThat(again.file()).hasContent(SHEET);
            again.ended(InboxRig.incomplete(results, "Why."));
        });
        assertThat(next.names("failed")).hasSize(2);
    }

    @Test
    void whenKilledAfterTheSheetHasLeftThenTheNextStartBringsWhatBelongsToIt() throws IOException {
        ClaimedFile claimed = rig.claim("a.csv", SHEET);
        SheetFiling.Draft killed = settlement().begin(claimed.file(), Ending.FAILED);
        killed.write(SheetFiling.ERRORS_CSV, "errors");
        killed.write(SheetFiling.PAGE, "page");
        killed.move();
        rig.time.advance(Duration.ofHours(1));

        InboxRig next = new InboxRig(rig.dir, InboxRig.RULES, rig.time);

        assertThat(next.inbox.unfinished()).isEmpty();
        assertThat(next.names("failed")).hasSize(3).allMatch(name -> name.matches(".*_a( to fix)?\\.csv(\\.html)?"));
        assertThat(rig.dir.resolve("failed").resolve(next.names("failed").get(2)))
                .hasContent("page");
    }

    private SheetFiling settlement() {
        return new SheetFiling(new InboxFolders(rig.dir), rig.time);
    }

    /** Returns the targets of the links in the page's English part, as a browser resolves them. */
    private static List<Path> links(Path page) throws IOException {
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(Files.readString(page, StandardCharsets.UTF_8).split("id=\"en\"", 2)[1])
                .results()
                .filter(href -> !href.group(1).startsWith("#"))
                .map(href -> page.toUri().resolve(href.group(1)))
                .map(URI::normalize)
                .map(Path::of)
                .toList();
    }
}
