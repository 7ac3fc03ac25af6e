package dev.reelbatch.report;

import static dev.reelbatch.report.WrittenCsv.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.RowDraft;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final ReportInfo FINISHED = new ReportInfo(false, null, true, null, null);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LedgerFixture ledger = new LedgerFixture();
    private final Report report =
            new Report(ledger.reports, new PictureStore(Path.of("no-pictures")), ledger.time, WrittenPage.COLUMNS);

    private final Path temp;
    private final Path out;

    ReportTest(@TempDir Path temp) {
        this.temp = temp;
        this.out = temp.resolve("out");
    }

    @AfterEach
    void closesLedger() {
        ledger.close();
    }

    @Test
    void whenClipsAreInEveryStateThenEachRowStandsInTheManifestOnceInOrder() throws IOException {
        ClipState[] states = ClipState.values();
        List<RowDraft> rows = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            rows.add(LedgerFixture.row(i + 2, "prompt " + i));
        }
        rows.add(LedgerFixture.invalidRow(20, "duration: 5 is not allowed; 4, 8 or 12", "{\"prompt\":\"bad\"}"));
        Run run = ledger.run("every state", out, rows.toArray(RowDraft[]::new));
        for (int i = 0; i < states.length; i++) {
            ledger.drive(run, i + 2, states[i]);
        }

        ReportFiles files = report.write(run, FINISHED);

        List<List<String>> manifest = csv("manifest.csv");
        assertThat(column(manifest, "row")).containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "20");
        assertThat(column(manifest, "status"))
                .containsExactly(
                        "pending",
                        "pending",
                        "pending",
                        "pending",
                        "delivered",
                        "failed",
                        "in_doubt",
                        "timed_out",
                        "undelivered",
                        "cancelled",
                        "failed");
        assertThat(column(manifest, "error_code")).contains("sensitive_check_error", "invalid_row");
        assertThat(column(manifest, "error_message")).contains("duration: 5 is not allowed; 4, 8 or 12");
        assertThat(files.counts().of(ManifestStatus.FAILED)).isEqualTo(2);
        assertThat(files.counts().rows()).isEqualTo(11);
        assertThat(files.counts().done()).isEqualTo(2);
        assertThat(column(csv("failed.csv"), "prompt")).hasSize(5);
        assertThat(Files.readString(out.resolve("report.html"))).contains("Refused by the content check");
    }

    @Test
    void whenARowIsAcceptedThenThePageDoesNotShowItAsAProblem() throws IOException {
        Run run = ledger.run("accepted", out, LedgerFixture.row(2, 1, "A fox", "{}", "{}"));
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.reruns.accept(ledger.reruns.rows(run.id()));

        report.write(run, FINISHED);

        String page = Files.readString(out.resolve("report.html"));
        assertThat(page)
                .containsPattern(
                        "<div class=\"accepted\"><dt>.*failed \\(accepted\\)</span></span></dt><dd>1</dd></div>");
        assertThat(WrittenPage.data(page, "rows").path(0).path("accepted").asBoolean())
                .isTrue();
    }

    @Test
    void whenTheHomeWasNamedThenThePageDoesNotSayWhereItIs() throws IOException {
        Run run = ledger.run("mugs", out, LedgerFixture.row(2, "A mug"));
        ledger.drive(run, 2, ClipState.IN_DOUBT);

        report.write(run, new ReportInfo(false, Path.of("/srv/plans"), true, null, null));

        String page = Files.readString(out.resolve("report.html"));
        assertThat(WrittenPage.data(page, "run").toString())
                .contains("reelbatch resolve mugs --home <home>")
                .doesNotContain("/srv/plans");
        assertThat(page).doesNotContain("/srv/plans");
    }

    @Test
    void whenDeliveredThenEveryColumnOfTheContractIsFilledInItsPlace() throws IOException {
        Run run = ledger.run("one", out, LedgerFixture.row(2, 1, "A fox", "{\"Team\":\"North\"}", "{}"));
        ledger.drive(run, 2, 1, ClipState.DELIVERED, "https://a/1.mp4", "https://a/2.mp4");

        report.write(run, FINISHED);

        List<List<String>> manifest = csv("manifest.csv");
        assertThat(String.join(",", manifest.get(0)))
                .isEqualTo("row,id,status,file,bytes,sha256,model,size,duration,prompt,task_id,request_id,submissions,"
                        + "cost,submitted_at,finished_at,error_code,error_message,url,variant,currency,file_note,Team");
        String sha = "%064x".formatted(1);
        assertThat(manifest.get(1))
                .containsExactly(
                        "2",
                        "",
                        "delivered",
                        "videos/0002-clip.mp4;videos/0002-clip-2.mp4",
                        "4;4",
                        sha + ";" + sha,
                        "openai/sora-2/text-to-video",
                        "720x1280",
                        "4",
                        "A fox",
                        "task-1",
                        "request-1",
                        "1",
                        "2.84",
                        "2026-04-01T00:00:00Z",
                        "2026-04-01T00:00:02Z",
                        "",
                        "",
                        "https://a/1.mp4;https://a/2.mp4",
                        "1",
                        "CNY",
                        "",
                        "North");
        String raw = Files.readString(out.resolve("manifest.csv"));
        assertThat(raw).startsWith("\uFEFFrow,").endsWith("North\r\n");
        assertThat(raw.replace("\r\n", "")).doesNotContain("\n");
    }

    @Test
    void whenRowsHaveVariantsThenEachHasItsLineAndFailedCsvHasTheRowOnce() throws IOException {
        String cells = "{\"prompt\":\"Fox\",\"count\":\"3\"}";
        Run run = ledger.run(
                "variants",
                out,
                LedgerFixture.row(2, 1, "Fox", "{}", cells),
                LedgerFixture.row(2, 2, "Fox", "{}", cells),
                LedgerFixture.row(2, 3, "Fox", "{}", cells));
        ledger.drive(run, 2, 1, ClipState.FAILED);
        ledger.drive(run, 2, 2, ClipState.DELIVERED, "https://a/2.mp4");
        ledger.drive(run, 2, 3, ClipState.IN_DOUBT);

        ReportFiles files = report.write(run, FINISHED);

        assertThat(column(csv("manifest.csv"), "variant")).containsExactly("1", "2", "3");
        assertThat(csv("failed.csv"))
                .containsExactly(
                        header("prompt", "count"),
                        List.of(
                                "Fox",
                                "3",
                                "sensitive_check_error: The prompt is refused; "
                                        + "gateway_timeout_error: No answer in time",
                                "variants",
                                "2",
                                "",
                                ""));
        assertThat(files.counts().rows()).isEqualTo(1);
        assertThat(files.counts().lines()).isEqualTo(3);
    }

    @Test
    void whenCellsWouldStartFormulasThenTheManifestGuardsThemAndFailedCsvItsHeaderAlone() throws IOException {
        String cells = "{\"prompt\":\"=1+1\",\"=x\":\"@a\",\"error\":\"old\"}";
        RowDraft row = LedgerFixture.row(2, 1, "=1+1", "{\"=x\":\"＠a\",\"n\":-5,\"row\":\"\\t7\"}", cells);
        Run run = ledger.run("formulas", out, row);
        ledger.drive(run, 2, ClipState.FAILED);

        report.write(run, FINISHED);

        List<List<String>> manifest = csv("manifest.csv");
        assertThat(column(manifest, "prompt")).containsExactly("'=1+1");
        assertThat(column(manifest, "'=x")).containsExactly("'＠a");
        assertThat(column(manifest, "n")).containsExactly("-5");
        assertThat(column(manifest, "input:row")).containsExactly("'\t7");
        assertThat(csv("failed.csv"))
                .containsExactly(
                        header("prompt", "'=x"),
                        List.of("=1+1", "@a", "sensitive_check_error: The prompt is refused", "formulas", "2", "", ""));
    }

    @Test
    void whenAModelHasNoPriceThenThePageSaysThatItsCostIsNotKnown() throws IOException {
        RowDraft priced = LedgerFixture.row(2, "A fox");
        RowDraft.Request known = Objects.requireNonNull(priced.request());
        RowDraft.Request request = new RowDraft.Request(
                "another",
                LedgerFixture.keys("another"),
                known.api(),
                "{}",
                "a/new-model",
                known.size(),
                known.duration(),
                null);
        RowDraft unpriced = new RowDraft(3, 1, request, null, "0003-clip", "A cat", "{}", "{}", null);
        Run run = ledger.run("prices", out, priced, unpriced);
        ledger.drive(run, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.DELIVERED);

        report.write(run, FINISHED);

        assertThat(Files.readString(out.resolve("report.html")))
                .contains("paid</span></span></dt><dd>2.84 CNY</dd>", "not counted</span></span></dt><dd>1</dd>");
    }

    @Test
    void whenJsonlIsReadThenValuesAreExact() throws IOException {
        RowDraft row = LedgerFixture.row(2, 1, "=x\n\u2028 \"q\"", "{\"p\":1.10,\"big\":12345678901234567890}", "{}");
        Run run = ledger.run("json", out, row, LedgerFixture.row(3, "waiting"));
        ledger.drive(run, 2, ClipState.DELIVERED);

        report.write(run, FINISHED);

        List<String> lines =
                List.of(Files.readString(out.resolve("manifest.jsonl")).split("\n"));
        assertThat(lines).hasSize(2);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.path("prompt").stringValue()).isEqualTo("=x\n\u2028 \"q\"");
        assertThat(first.path("files").path(0).path("file").stringValue()).isEqualTo("videos/0002-clip.mp4");
        assertThat(first.path("files").path(0).path("bytes").intValue()).isEqualTo(4);
        assertThat(lines.get(0)).contains("\"cost\":2.84", "\"columns\":{\"p\":1.10,\"big\":12345678901234567890}");
        assertThat(JSON.readTree(lines.get(1)).propertyNames()).containsExactlyElementsOf(first.propertyNames());
    }

    @Test
    void whenAColumnTurnsUpInALaterRowThenNothingIsLost() throws IOException {
        Run run = ledger.run(
                "late",
                out,
                LedgerFixture.invalidRow(2, "empty", "{\"prompt\":\"\"}"),
                LedgerFixture.row(3, 1, "Fox", "{\"Team\":\"North\"}", "{\"prompt\":\"Fox\",\"Team\":\"North\"}"));

        report.write(run, FINISHED);

        assertThat(column(csv("manifest.csv"), "Team")).containsExactly("", "North");
        assertThat(csv("failed.csv"))
                .containsExactly(header("prompt", "Team"), List.of("", "", "empty", "late", "2", "", ""));
    }

    @Test
    void whenTheRunsOptionsSaidSomethingThenFailedCsvAsksForTheSameWithoutThem() throws IOException {
        Run run = ledger.run(
                "options",
                out,
                LedgerFixture.row(2, 1, "Fox", "{}", "{\"prompt\":\"Fox\",\"尺寸\":\"\"}"),
                LedgerFixture.row(3, 1, "Cat", "{}", "{\"prompt\":\"Cat\",\"尺寸\":\"1280x720\"}"));
        ledger.drive(run, 2, ClipState.TIMED_OUT);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        SheetColumns columns = new SheetColumns() {
            @Override
            public @Nullable String meaning(Run of, String header) {
                return header.equals("尺寸") ? "size" : header;
            }

            @Override
            public Map<String, String> settings(Run of) {
                return new TreeMap<>(Map.of("size", "720x1280", "duration", "8"));
            }
        };

        new Report(ledger.reports, new PictureStore(Path.of("no-pictures")), ledger.time, columns).write(run, FINISHED);

        List<List<String>> failed = csv("failed.csv");
        assertThat(failed.get(0)).isEqualTo(header("prompt", "size", "duration"));
        assertThat(column(failed, "size")).containsExactly("720x1280", "1280x720");
        assertThat(column(failed, "duration")).containsExactly("8", "8");
    }

    @Test
    void whenNothingFailedThenFailedCsvHasItsHeaderAlone() throws IOException {
        Run run = ledger.run("fine", out, LedgerFixture.row(2, "Fox"));

        report.write(run, FINISHED);

        assertThat(csv("failed.csv")).containsExactly(header("prompt"));
    }

    @Test
    void whenAVideoLiesInAnotherRunsFolderThenItsFullPathIsGiven() throws IOException {
        Run older = ledger.run("older", temp.resolve("older"), LedgerFixture.row(2, "Fox"));
        ledger.drive(older, 2, ClipState.DELIVERED);
        Run run = ledger.run("newer", out, LedgerFixture.row(2, "Fox"));

        report.write(run, FINISHED);

        Path file = temp.resolve("older/videos/0002-clip.mp4");
        assertThat(column(csv("manifest.csv"), "file")).containsExactly(file.toString());
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("\"src\":\"" + file.toUri().toASCIIString());
    }

    /** After the sheet's own columns, which bear their known names. */
    private static List<String> header(String... columns) {
        return Stream.concat(
                        Stream.of(columns),
                        Stream.of("error", "reelbatch_job", "reelbatch_row", "reelbatch_variant", "reelbatch_check"))
                .toList();
    }

    private List<List<String>> csv(String name) throws IOException {
        return WrittenCsv.read(out.resolve(name));
    }
}
