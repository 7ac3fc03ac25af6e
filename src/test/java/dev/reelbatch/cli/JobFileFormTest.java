package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.serve.JobFileSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hot folders and schedules are added and changed in the console, which writes their job files. */
@Timeout(180)
class JobFileFormTest extends WithServedHome {

    private static final String NIGHTLY = """
            # The growing sheet.
            input: nightly.csv   # of the shop
            schedule: "0 2 * * *" # every night

            # Limits
            max-cost: 20
            rate: 30/min
            """;
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]*)\"");

    private Path jobs = Path.of("jobs");

    @Override
    JobFileSource source() throws IOException {
        jobs = folder.resolve("jobs");
        Files.writeString(folder.resolve("nightly.csv"), "prompt\na mug\n");
        return JobFilesFolder.of(
                folder,
                Map.of(
                        "nightly.yaml",
                        NIGHTLY,
                        "drops.yaml",
                        "{inbox: " + folder.resolve("drops") + ", max-cost: none}\n"));
    }

    @BeforeEach
    void signInAsAdmin() throws Exception {
        addEachRole();
        browser.signIn("admin", PASSWORD);
    }

    private String text(String name) throws IOException {
        return Files.readString(jobs.resolve(name));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(jobs)) {
            return all.map(file -> Objects.toString(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private String seen(String form) throws Exception {
        Matcher seen = SEEN.matcher(browser.get(form).body());
        assertThat(seen.find()).isTrue();
        return seen.group(1);
    }

    private HttpResponse<String> change(String seen, String maxCost, String time) throws Exception {
        return browser.press(
                "/schedules/nightly/edit",
                "seen",
                seen,
                "sheet",
                "nightly.csv",
                "when",
                "workdays",
                "time",
                time,
                "maxCost",
                maxCost,
                "budget",
                "500",
                "period",
                "month");
    }

    @Test
    void whenTheFileIsGoneMeanwhileThenThatIsSaidAndNoneIsWritten() throws Exception {
        String seen = seen("/schedules/nightly/edit");
        Files.delete(jobs.resolve("nightly.yaml"));
        for (HttpResponse<String> answer :
                List.of(browser.get("/schedules/nightly/edit"), change(seen, "30", "03:00"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("nightly.yaml: there is no such job file.")
                    .doesNotContain(folder.toString());
        }
        assertThat(files()).containsExactly("drops.yaml");
    }

    @Test
    void whenAScheduleIsAddedThenItsJobFileSaysItAndTheAuditWhoDidIt() throws Exception {
        HttpResponse<String> added = browser.press(
                "/schedules/add",
                "name",
                "Herbst 秋",
                "source",
                "sheet",
                "sheet",
                "nightly.csv",
                "when",
                "weekly",
                "weekday",
                "5",
                "time",
                "18:05",
                "zone",
                "Asia/Shanghai",
                "catchUp",
                "true",
                "maxCost",
                "99.50",
                "approveAbove",
                "20");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
        assertThat(text("Herbst 秋.yaml")).isEqualTo("""
                input: nightly.csv
                schedule: "5 18 * * 5"
                time-zone: Asia/Shanghai
                catch-up: true
                max-cost: 99.50
                approve-above: 20
                """);
        assertThat(rig.get("/api/v1/audit").body()).contains("job_file=Herbst 秋 input=nightly.csv", "max-cost=99.50");
    }

    @Test
    void whenAFolderIsAddedThenItsJobFileSaysItAndNoneThatIsThereIsReplaced() throws Exception {
        String[] fields = {"name", "studio", "folder", "sheets/studio", "maxCost", "none", "budget", "50"};
        assertThat(browser.press("/folders/add", fields).statusCode()).isEqualTo(303);
        assertThat(text("studio.yaml")).isEqualTo("inbox: sheets/studio\nmax-cost: none\nbudget: 50/day\n");
        HttpResponse<String> again = browser.press("/folders/add", fields);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("There is a job file of this name already.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bo        | ../elsewhere  | 20  |     | no-folder  | below the folder of the server
                    bo        | /etc          | 20  |     | no-folder  | below the folder of the server
                    bo        | home/x        | 20  |     | no-folder  | below the folder of the server
                    bo        | jobs          | 20  |     | no-folder  | below the folder of the server
                    bo        | .hidden       | 20  |     | no-folder  | below the folder of the server
                    bo        | drops/anna    | 20  |     | no-folder  | is in it or holds it
                    bo        |               | 20  |     | no-folder  | where the rows come from
                    bo        | sheets        |     |     | no-maxCost | a number, or none
                    bo        | sheets        | ten |     | no-maxCost | ten
                    bo        | sheets        | 20  | x   | no-budget  | is not a budget
                    a/b       | sheets        | 20  |     | no-name    | no /
                    ..        | sheets        | 20  |     | no-name    | can&#39;t be a job name
                    Nightly   | sheets        | 20  |     |            | are both the job
                    """)
    void whenAFieldIsWrongThenThatIsSaidBesideItAndNothingIsWritten(
            String name, String place, String maxCost, String budget, String field, String why) throws Exception {
        HttpResponse<String> refused = browser.press(
                "/folders/add",
                "name",
                name,
                "folder",
                Objects.requireNonNullElse(place, ""),
                "maxCost",
                Objects.requireNonNullElse(maxCost, ""),
                "budget",
                Objects.requireNonNullElse(budget, ""));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains(why, "value=\"" + name + "\"").doesNotContain(folder.toString());
        if (field != null) {
            assertThat(refused.body()).contains("id=\"" + field + "\"");
        }
        assertThat(files()).containsExactly("drops.yaml", "nightly.yaml");
    }

    @Test
    void whenAScheduleIsChangedThenOnlyItsLinesChangeAndCommentsStay() throws Exception {
        Files.setPosixFilePermissions(jobs.resolve("nightly.yaml"), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(browser.get("/schedules/nightly/edit").body())
                .contains("value=\"nightly.csv\"", "value=\"02:00\"", "<option value=\"daily\" selected>");
        HttpResponse<String> changed = change(seen("/schedules/nightly/edit"), "30", "02:30");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
        assertThat(text("nightly.yaml"))
                .isEqualTo(NIGHTLY.replace("0 2 * * *", "30 2 * * 1-5").replace("max-cost: 20", "max-cost: 30")
                        + "budget: 500/month\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jobs.resolve("nightly.yaml"))))
                .isEqualTo("rw-r-----");
        assertThat(files()).containsExactly("drops.yaml", "nightly.yaml");
    }

    @Test
    void whenTimesAreTriedThenTheNextOnesAreShownAndNothingIsWritten() throws Exception {
        HttpResponse<String> shown = browser.press(
                "/schedules/nightly/edit",
                "preview",
                "true",
                "when",
                "cron",
                "cron",
                "15 6 29 2 *",
                "zone",
                "UTC",
                "maxCost",
                "20");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("29 Feb", ", 06:15");
        assertThat(text("nightly.yaml")).isEqualTo(NIGHTLY);
        assertThat(change(seen("/schedules/nightly/edit"), "20", "25:00").body())
                .contains("id=\"no-time\"");
    }

    @Test
    void whenSomebodyElseChangesTheFileMeanwhileThenBothAreShownAndNothingIsWritten() throws Exception {
        String seen = seen("/schedules/nightly/edit");
        Files.writeString(jobs.resolve("nightly.yaml"), NIGHTLY + "fresh: false # by hand\n");
        HttpResponse<String> refused = change(seen, "30", "02:00");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("fresh: false # by hand", "max-cost: 30", "Somebody else");
        assertThat(text("nightly.yaml")).isEqualTo(NIGHTLY + "fresh: false # by hand\n");
    }

    @Test
    void whenAFileIsWrittenInAnotherFormThenTheLinesToWriteAreShown() throws Exception {
        assertThat(browser.get("/folders/drops/edit").body()).doesNotContain(folder.toString());
        String before = text("drops.yaml");
        HttpResponse<String> shown =
                browser.press("/folders/drops/edit", "seen", seen("/folders/drops/edit"), "maxCost", "70");
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(409);
        assertThat(shown.body()).contains("max-cost: 70", "drops.yaml", "unusual");
        assertThat(text("drops.yaml")).isEqualTo(before);
    }

    @Test
    void whenSomebodyIsNoAdminThenThereAreNoForms() throws Exception {
        assertThat(browser.get("/folders").body()).contains("/folders/add", "/schedules/nightly/edit");
        for (String role : List.of("view", "run")) {
            BrowserCalls other = signedIn(role);
            assertThat(other.get("/folders").body()).doesNotContain("/folders/add", "/edit");
            for (String form :
                    List.of("/folders/add", "/schedules/add", "/folders/drops/edit", "/schedules/nightly/edit")) {
                assertThat(other.get(form).statusCode()).as(form).isEqualTo(403);
                assertThat(other.press(form, "name", "x", "maxCost", "1").statusCode())
                        .as(form)
                        .isEqualTo(403);
            }
        }
        assertThat(files()).containsExactly("drops.yaml", "nightly.yaml");
        assertThat(browser.get("/schedules/drops/edit").statusCode()).isEqualTo(404);
    }
}
