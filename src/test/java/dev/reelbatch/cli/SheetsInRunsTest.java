package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets as they really come, run: nothing is paid for twice, and a resumed run reads its copy as before. */
class SheetsInRunsTest {

    private static final Path SHEETS = Path.of("src/test/resources/sheets");

    private final Path folder;
    private final Cli cli;

    SheetsInRunsTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
    }

    private long submissions(String job) {
        return cli.run("status", job, "--rehearse", "--submissions", "--json")
                .out()
                .lines()
                .count();
    }

    @Test
    void whenOneSheetComesInEveryFormatThenNoRowIsPaidForTwice() {
        for (String file : List.of("utf-8.csv", "campaign.xlsx", "gb18030-semicolon.csv", "utf-16-tab.csv")) {
            Cli.Result result = cli.rehearse(SHEETS.resolve(file), "--job=spring");
            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            assertThat(result.out()).contains("3 delivered");
            assertThat(submissions("spring")).as(file).isEqualTo(3);
        }
        Cli.Result other = cli.run(
                "run", SHEETS.resolve("hidden-rows.xlsx").toString(), "--rehearse", "--out=" + folder.resolve("other"));
        assertThat(other.out()).contains("3 already requested earlier; you won't be charged again (3 from spring)");
    }

    @Test
    void whenAColumnIsUnclearThenItIsAskedAndTheAnswerIsKeptWithTheRun() {
        Path sheet = cli.file("spring.csv", "prompt,Format\na heron lifts off,16:9\na crane at dawn,9:16\n");
        Cli.Result alone = cli.rehearse(sheet);
        assertThat(alone.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(alone.err()).contains("--map size=\"Format\" or --ignore-column \"Format\"");
        assertThat(cli.answering("", "check", sheet.toString(), "--rehearse").exit())
                .isEqualTo(ExitCode.INVALID);
        assertThat(cli.answering("1", "check", sheet.toString(), "--rehearse").out())
                .contains(
                        "Format = size", "Format \"16:9\" as 1280x720", "To skip this question: --map size=\"Format\"");

        Cli.Result asked = cli.answering(
                "1", "run", sheet.toString(), "--rehearse", "--rate=600/min", "--out=" + folder.resolve("out"));
        assertThat(asked.exit()).as(asked.out() + asked.err()).isZero();
        Cli.Result resumed = cli.run("run", "--job=spring", "--rehearse");
        assertThat(resumed.exit()).as(resumed.out() + resumed.err()).isZero();
        assertThat(submissions("spring")).isEqualTo(2);
    }

    @Test
    void whenAWorkbookIsDamagedThenTheSheetIsToBlameAndNotTheHome() throws IOException {
        byte[] whole = Files.readAllBytes(SHEETS.resolve("campaign.xlsx"));
        Path half = Files.write(folder.resolve("half.xlsx"), Arrays.copyOf(whole, whole.length / 2));
        byte[] old = Files.readAllBytes(SHEETS.resolve("campaign.xls"));
        Path cut = Files.write(folder.resolve("cut.xls"), Arrays.copyOf(old, 300));

        Cli.Result result = cli.rehearse(half);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("half.xlsx: the workbook is damaged").doesNotContain("home");
        Cli.Result older = cli.rehearse(cut);
        assertThat(older.exit()).as(older.out() + older.err()).isEqualTo(ExitCode.INVALID);
        assertThat(older.err()).contains("cut.xls: this is an old or damaged workbook");
    }

    @Test
    void whenExcelsMarkOfAnOpenSheetIsNamedThenItIsSaidWhatItIs() throws IOException {
        Path mark = Files.writeString(folder.resolve("~$plan.xlsx"), "\5alice");
        Cli.Result result = cli.rehearse(mark);
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("a lock file that Excel keeps while the sheet is open");
    }

    @Test
    void whenAnOptionDoesNotGoWithTheKindOfFileThenItIsRefusedInPlaceOfIgnored() {
        String text = SHEETS.resolve("utf-8.csv").toString();
        String workbook = SHEETS.resolve("campaign.xlsx").toString();
        for (String command : List.of("run", "check")) {
            Cli.Result sheet = cli.run(command, text, "--rehearse", "--sheet=Plan");
            assertThat(sheet.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(sheet.err()).contains("utf-8.csv: --sheet is for workbooks, but this is not one");
            assertThat(cli.run(command, workbook, "--rehearse", "--encoding=UTF-8")
                            .err())
                    .contains("campaign.xlsx: --encoding is for CSV files, but this is a workbook");
            assertThat(cli.run(command, workbook, "--rehearse", "--delimiter=tab")
                            .err())
                    .contains("campaign.xlsx: --delimiter is for CSV files");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whenARunGoesOnWithoutItsSheetThenItsCopyIsReadAsBefore() throws IOException {
        Path sheet = Files.write(
                folder.resolve("s.csv"),
                "Titel|\nText|Länge\nein größerer Bär|4s\nGrüße aus München|8s\n"
                        .getBytes(Charset.forName("windows-1250")));
        String[] reading = {
            "--encoding=windows-1250", "--delimiter=|", "--header-row=2", "--map=prompt=Text", "--map", "duration=länge"
        };
        Cli.Result first = cli.rehearse(sheet, Cli.join(reading, new String[] {"--rows=3"}));
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        Files.delete(sheet);
        Cli.Result second = cli.run("run", "--job=s", "--rehearse", "--rate=600/min", "--patience=9h");
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("1 already requested earlier", "1 to submit", "2 delivered");
        assertThat(Files.readString(folder.resolve("out/manifest.csv"))).contains("Grüße aus München");
        assertThat(submissions("s")).isEqualTo(2);
    }

    @Test
    void whenNobodyCanBeAskedForTheEncodingThenNothingIsSubmittedAndTheCureIsNamed() throws IOException {
        Path sheet = czech();
        for (String command : List.of("run", "check")) {
            Cli.Result result = cli.run(command, sheet.toString(), "--rehearse");
            assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(result.err()).contains("--encoding windows-1250 for \"modrý kůň běží po pláži\"");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whenAPersonSaysTheEncodingThenItIsTakenAndRememberedWithTheRun() throws IOException {
        Path sheet = czech();
        Cli.Result stopped = cli.answering("", "run", sheet.toString(), "--rehearse");
        assertThat(stopped.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(stopped.out()).contains("Which of these is right?", "1  windows-1250", "modrý kůň běží po pláži");

        Cli.Result checked = cli.answering("1", "check", sheet.toString(), "--rehearse");
        assertThat(checked.exit()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("To skip this question: --encoding windows-1250", "CSV, windows-1250");

        Cli.Result first = cli.answering(
                "7\n1",
                "run",
                sheet.toString(),
                "--rehearse",
                "--rate=600/min",
                "--patience=9h",
                "--rows=2",
                "--out=" + folder.resolve("out"));
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        Files.delete(sheet);
        Cli.Result second = cli.run("run", "--job=czech", "--rehearse", "--rate=600/min", "--patience=9h");
        assertThat(second.exit()).as(second.out() + second.err()).isZero();
        assertThat(submissions("czech")).isEqualTo(2);
    }

    private Path czech() throws IOException {
        return Files.write(
                folder.resolve("czech.csv"),
                "prompt;campaign\r\nmodrý kůň běží po pláži;c1\r\nděti si hrají ve sněhu;c1\r\n"
                        .getBytes(Charset.forName("windows-1250")));
    }

    @Test
    void whenAJobFileSaysHowToReadTheSheetThenItIsReadSo() {
        Path sheet = cli.file("s.csv", "Text\tSekunden\na cat on a roof\t8秒\n");
        Path job = cli.file("nightly.yaml", """
                input: %s
                out: %s
                rehearse: true
                rate: 600/min
                patience: 9h
                delimiter: tab
                header-row: 1
                map:
                  prompt: Text
                  duration: Sekunden
                """.formatted(sheet, folder.resolve("out")));
        Cli.Result result = cli.run("run", job.toString());
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("1 to submit, about 5.68 CNY");
    }
}
