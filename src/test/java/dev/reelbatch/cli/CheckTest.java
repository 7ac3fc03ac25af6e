package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code check} before a run, after it, and while another process has the home. */
class CheckTest {

    private static final Path SHEETS = Path.of("src/test/resources/sheets");

    private final Cli cli;

    CheckTest(@TempDir Path folder) {
        this.cli = new Cli(folder);
    }

    private static JsonNode json(Cli.Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    @Test
    void whenASheetIsCheckedThenItIsToldHowItIsRead() {
        Cli.Result csv =
                cli.run("check", SHEETS.resolve("gb18030-semicolon.csv").toString());
        assertThat(csv.exit()).as(csv.err()).isZero();
        assertThat(csv.out())
                .contains("CSV, GB18030, separated by semicolons; columns named in row 3")
                .contains("提示词 = prompt, 时长 = duration, 尺寸 = size, id, date (copied to the manifest)")
                .contains("\"清晨的茶园，雾气“缓缓”散开, 镜头慢慢推近\"")
                .contains("尺寸 \"竖屏\" as 720x1280 (1 row)")
                .contains("3 rows, 3 videos, 24 seconds of video", "3 videos, about 17.04 CNY", "No mistakes found.");
        Cli.Result workbook =
                cli.run("check", SHEETS.resolve("hidden-rows.xlsx").toString());
        assertThat(workbook.out())
                .contains("Excel workbook, sheet 春季", "sheets 想法; choose one with --sheet")
                .contains("Note: 2 rows are hidden or filtered out in the workbook; they are not read and not charged");
    }

    @Test
    void whenNoDurationIsKnownThenTheApiDecidesIt() {
        String sheet = cli.file("s.csv", "prompt,model,duration\na cat on a roof,acme/v1,\n")
                .toString();
        assertThat(cli.run("check", sheet).out())
                .contains("1 row, 1 video, no duration given, so the API's default applies")
                .doesNotContain("0 seconds");
        assertThat(json(cli.run("check", sheet, "--format=json"))
                        .get("videos_without_duration")
                        .intValue())
                .isEqualTo(1);
        cli.file("s.csv", "prompt,model,duration\na cat on a roof,acme/v1,\na dog on a lawn,acme/v1,8\n");
        assertThat(cli.run("check", sheet).out())
                .contains("2 rows, 2 videos, 8 seconds of video, plus 1 video with the API's default duration");
    }

    @Test
    void whenCeilingsAreSaidThenTheTimeIsForecastUnderThem() {
        Path sheet = cli.file("s.csv", "prompt,count\na cat on a roof,61\n");
        assertThat(cli.run("check", sheet.toString(), "--rate=1/s", "--max-in-flight=1000")
                        .out())
                .contains("about 3 min (at most 1/s, 1000 at once, about 2 min a video)");
        JsonNode slow = json(cli.run("check", sheet.toString(), "--max-in-flight=2", "--format=json"));
        assertThat(slow.get("expected_seconds").intValue()).isEqualTo(60 * 60 + 120);
    }

    @Test
    void whenTheVendorSaysHowLongAVideoTakesThenTheTimeIsForecastFromIt() {
        String sheet = cli.file("s.csv", "prompt,model,count\na cat on a roof,viduq2,61\n")
                .toString();
        assertThat(cli.run("check", sheet).out()).contains("at most 60/min, 20 at once, about 22 s a video");
        JsonNode json = json(cli.run("check", sheet, "--format=json"));
        assertThat(json.get("expected_seconds").intValue())
                .as("a slot comes free every 22.6 s / 20")
                .isEqualTo((int) (60 * 1.13 + 22.6));
    }

    @Test
    void whenSomeVideosExistAlreadyThenTheRestAloneIsPaidFor() {
        cli.environment.put("REELBATCH_REHEARSAL_GENERATION_TIME", "60s");
        assertThat(cli.rehearse(cli.file("a.csv", "prompt\na cat on a roof\na dog [fails]\n"))
                        .exit())
                .isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        Path more = cli.file("b.csv", "prompt,duration\na dog [fails],\na cat on a roof,4s\na fox in the snow,8\n");
        Cli.Result text = cli.run("check", more.toString(), "--rehearse");
        assertThat(text.out())
                .contains("1 delivered, 1 failed; not charged again", "1 video, about 5.68 CNY")
                .contains("1 video, about 5.68 CNY (would be charged in a real run)")
                .containsPattern("a measured \\d+ (s|min) a video");
        JsonNode json = json(cli.run("check", more.toString(), "--rehearse", "--format", "json"));
        assertThat(json.get("existing").get("delivered").intValue()).isEqualTo(1);
        assertThat(json.get("to_submit").intValue()).isEqualTo(1);
        assertThat(cli.run("check", more.toString()).out())
                .as("a real home knows nothing of rehearsals")
                .contains("3 videos, about 11.36 CNY");
    }

    @Test
    void whenThereIsABudgetThenWhatIsSpentOfItIsShown() {
        Path sheet = cli.file("a.csv", "prompt\na cat on a roof\n");
        cli.environment.put("REELBATCH_BUDGET", "5/month");
        assertThat(cli.run("check", sheet.toString()).out())
                .contains("Budget         5 a month for all runs of this home; spent this month: 0");
        assertThat(cli.rehearse(sheet).exit()).isZero();
        assertThat(cli.run("check", sheet.toString(), "--rehearse").out()).contains("spent this month: 2.84 CNY");
        JsonNode budget = json(cli.run("check", sheet.toString(), "--rehearse", "--format=json"))
                .get("budget");
        assertThat(budget.get("period").stringValue()).isEqualTo("month");
        assertThat(budget.get("spent").get("CNY").decimalValue()).isEqualByComparingTo("2.84");
        cli.environment.remove("REELBATCH_BUDGET"); // which would win
        Path job = cli.file("jobs/a.yaml", "input: %s\nreelbatch.budget: 7/day\n".formatted(sheet));
        assertThat(cli.run("check", job.toString()).out()).contains("7 a day");
        Path inbox = cli.file(
                "jobs/b.yaml", "inbox: %s\nmax-cost: 5\nreelbatch.budget: 7/day\n".formatted(cli.folder.resolve("in")));
        assertThat(cli.run("check", inbox.toString()).out()).contains("Budget: 7 a day");
    }

    @Test
    void whenRowsBeyondTheSheetAreNamedThenTheyAreTold() {
        Path sheet = cli.file("a.csv", "prompt\na cat on a roof\na dog in the snow\n");
        Path job = cli.file("jobs/a.yaml", "input: %s\nrows: 3-50\n".formatted(sheet));
        assertThat(cli.run("check", job.toString()).out())
                .contains("Note: --rows names row 4-50, but the sheet's last row is 3");
        Cli.Result run = cli.rehearse(sheet, "--rows=2,3-9");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("Note: --rows names row 4-9, but the sheet's last row is");
        assertThat(cli.rehearse(sheet, "--rows=2-3").out()).doesNotContain("--rows names");
    }

    @Test
    void whenAnotherProcessHasTheHomeThenTheSheetIsCheckedWithoutIt() throws InterruptedException {
        Path sheet = cli.file("a.csv", "prompt\na cat on a roof\n");
        assertThat(cli.rehearse(sheet).exit()).isZero();
        Home home = Home.find(cli.home, cli.environment, "").forRehearsal();
        try (HomeLock lock = HomeLock.take(home, Duration.ZERO, Time.system()).orElseThrow()) {
            assertThat(lock).isNotNull();
            Cli.Result result = cli.run("check", sheet.toString(), "--rehearse");
            assertThat(result.exit()).isZero();
            assertThat(result.out()).contains("Already made   unknown: ", "1 video, about 2.84 CNY");
            JsonNode json = json(cli.run("check", sheet.toString(), "--rehearse", "--format=json"));
            assertThat(json.get("existing").isNull()).isTrue();
            assertThat(json.get("existing_unknown_because").stringValue()).isNotBlank();
        }
    }

    @Test
    void whenThereAreMistakesThenEachFormatHasThem() {
        Path sheet = cli.file("s.csv", "prompt,duration,parameters.note\na cat on a roof,5,=1+1\n=1+1,8,\n");
        Cli.Result json = cli.run("check", sheet.toString(), "--format", "json");
        assertThat(json.exit()).isEqualTo(ExitCode.INVALID);
        JsonNode error = json(json).get("errors").get(0);
        assertThat(error.get("row").intValue()).isEqualTo(2);
        assertThat(error.get("column").stringValue()).isEqualTo("duration");
        assertThat(error.get("suggestion").stringValue()).isEqualTo("4");
        assertThat(json(json).get("encoding").stringValue()).isEqualTo("UTF-8");
        assertThat(json(json).get("warnings").get(0).stringValue()).contains("very short");

        Cli.Result csv = cli.run("check", sheet.toString(), "--format=csv");
        assertThat(csv.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(csv.out().lines())
                .contains(
                        "mistake,2,duration,5,\"\"\"5\"\" is not one of 4, 8, 12\",4", "figure,,videos to submit,1,,");
    }

    @Test
    void whenNamesAreMappedThenTheSheetIsReadSo() {
        Path sheet = cli.file("s.csv", "文案;秒\na cat on a roof;8\n");
        Cli.Result plain = cli.run("check", sheet.toString());
        assertThat(plain.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(plain.err()).contains("s.csv: there is no column \"prompt\"", "--map prompt=文案");
        Cli.Result mapped = cli.run("check", sheet.toString(), "--map", "prompt=文案", "--map=duration=秒");
        assertThat(mapped.exit()).as(mapped.err()).isZero();
        assertThat(mapped.out()).contains("文案 = prompt, 秒 = duration", "8 seconds");
    }

    @Test
    void whenAJobFileIsCheckedThenItsSheetIsAsItWouldBeRun() {
        Path sheet = cli.file("s.csv", "文案\na cat on a roof\n");
        Path job =
                cli.file("tea.yaml", "input: %s\nmap:\n  prompt: 文案\nduration: 8\nout: somewhere\n".formatted(sheet));
        Cli.Result ofTheJob = cli.run("check", job.toString());
        assertThat(ofTheJob.exit()).as(ofTheJob.err()).isZero();
        assertThat(ofTheJob.out()).contains("文案 = prompt", "8 seconds");
        assertThat(cli.run("check", job.toString(), "--duration=12").out()).contains("12 seconds");
        cli.file("tea.yaml", "input: %s\nmap:\n  prompt: 文案\nmax-cost: 1O0\n".formatted(sheet));
        Cli.Result wrong = cli.run("check", job.toString());
        assertThat(wrong.exit()).as("run would refuse it").isEqualTo(ExitCode.INVALID);
        assertThat(wrong.err()).contains("tea.yaml", "--max-cost", "\"1O0\" is not an amount");
        Cli.Result inbox = cli.run("check", "jobs/inbox.yaml");
        assertThat(inbox.exit()).isZero();
        assertThat(inbox.out()).contains("watches the folder");
    }

    @Test
    void whenAJobFilePaysForEveryRowAgainThenCheckSaysSo() {
        Path sheet = cli.file("s.csv", "prompt\na cat on a roof\n");
        assertThat(cli.rehearse(sheet).exit()).isZero();
        Path job = cli.file("s.yaml", "input: %s\nfresh: true\n".formatted(sheet));
        assertThat(cli.run("check", sheet.toString(), "--rehearse").out()).contains("0 videos");
        assertThat(cli.run("check", job.toString(), "--rehearse").out())
                .contains("1 video, about 2.84 CNY")
                .doesNotContain("not charged again");
    }

    @Test
    void whenAJobFileChoosesRowsSkipsInvalidOnesAndHasLimitsThenTheCheckKnows() {
        Path sheet = cli.file("nightly.csv", "prompt,duration\na mug,8\na cup,7\na bowl,8\n");
        String head = "input: " + sheet + "\nschedule: 0 2 * * *\n";
        Cli.Result wrong =
                cli.run("check", cli.file("a.yaml", head + "max-cost: none\n").toString());
        assertThat(wrong.exit()).isEqualTo(ExitCode.INVALID);
        Cli.Result skipped = cli.run(
                "check",
                cli.file("b.yaml", head + "max-cost: none\nskip-invalid: true\n")
                        .toString());
        assertThat(skipped.exit()).as(skipped.out()).isZero();
        assertThat(skipped.out()).contains("With serve, it runs next at", "Limits: max-cost none");
        Cli.Result one = cli.run(
                "check", cli.file("c.yaml", head + "max-cost: 6\nrows: 2\n").toString());
        assertThat(one.exit()).as(one.out() + one.err()).isZero();
        assertThat(one.out()).contains("1 row, 1 video");
        Cli.Result dear = cli.run(
                "check", cli.file("d.yaml", head + "max-cost: 6\nrows: 2,4\n").toString());
        assertThat(dear.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(dear.out()).contains("more than --max-cost 6");
        Cli.Result beyond = cli.run(
                "check", cli.file("e.yaml", head + "max-cost: 6\nrows: 9\n").toString());
        assertThat(beyond.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(beyond.err()).contains("has no row 9");
    }

    @Test
    void whenAJobFileWatchesAFolderOrRerunsRowsThenTheCheckSaysWhatItCan() {
        Path inbox = cli.folder.resolve("drop");
        Path watching = cli.file("inbox.yaml", "inbox: " + inbox + "\nmax-cost: 20\n");
        Cli.Result missing = cli.run("check", watching.toString());
        assertThat(missing.exit()).as(missing.err()).isZero();
        assertThat(missing.out()).contains("The folder does not exist yet", "max-cost 20");
        cli.file("drop/a.csv", "prompt\nx\n");
        assertThat(cli.run("check", watching.toString()).out()).contains("Files in it now: 1");
        Path file = cli.file("file.yaml", "inbox: " + watching + "\nmax-cost: 20\n");
        assertThat(cli.run("check", file.toString()).exit()).isEqualTo(ExitCode.INVALID);
        Path rerun = cli.file("again.yaml", "rerun: nobody\n");
        assertThat(cli.run("check", rerun.toString()).err()).contains("There is no job \"nobody\"");
        cli.rehearse(cli.file("a.csv", "prompt\na mug [fails]\n"));
        Cli.Result again = cli.run("check", cli.file("a.yaml", "rerun: a\n").toString(), "--rehearse");
        assertThat(again.out()).as(again.err()).contains("a: 1 video to rerun now, about 2.84 CNY");
    }
}
