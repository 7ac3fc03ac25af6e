package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new run in the browser: a sheet is given, corrected and started. */
@Timeout(120)
class NewRunTest extends WithServedHome {

    private static final String BOUNDARY = "----reelbatch";
    private static final Pattern FIELD = Pattern.compile(
            "<input type=\"(?:hidden|text)\"[^>]*? name=\"([^\"]+)\"[^>]*? value=\"([^\"]*)\"|<textarea class=\"c\"[^>]*? name=\"([^\"]+)\"[^>]*>\n([^<]*)</textarea>|<select name=\"([^\"]+)\".*?<option value=\"([^\"]*)\" selected");

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.approve-above", "100");
    }

    @BeforeEach
    void signIn() throws Exception {
        for (String name : List.of("run", "anna")) {
            rig.users().add(name, Role.RUN, PASSWORD, null);
        }
        rig.users().add("view", Role.VIEW, PASSWORD, null);
        browser.signIn("run", PASSWORD);
    }

    /** Gives a sheet as a browser does. Returns the address of its page. */
    private String give(String name, byte[] sheet, String cells) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(upload(name, sheet, cells));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return BrowserCalls.location(answer);
    }

    private String give(String name, String sheet) throws IOException, InterruptedException {
        return give(name, sheet.getBytes(StandardCharsets.UTF_8), "");
    }

    private HttpRequest.Builder upload(String name, byte[] sheet, String cells)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n";
        body.writeBytes((part.formatted("_csrf", "") + browser.csrf("/new") + "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes((part.formatted("cells", "") + cells + "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(part.formatted("sheet", "; filename=\"" + name + "\"").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(sheet);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return browser.to("/new")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    }

    /** Returns the fields of the page's form, as a browser would send them. */
    private Map<String, String> fields(String address) throws IOException, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        String page = browser.get(address).body();
        Matcher matcher = FIELD.matcher(page);
        while (matcher.find()) {
            int group = matcher.group(1) != null ? 1 : matcher.group(3) != null ? 3 : 5;
            fields.put(
                    matcher.group(group),
                    matcher.group(group + 1)
                            .replace("&quot;", "\"")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&amp;", "&"));
        }
        assertThat(fields).containsKeys("_csrf", "edits");
        return fields;
    }

    private HttpResponse<String> send(String address, Map<String, String> fields, String... more)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return browser.send(browser.form(
                address.replaceFirst("\\?.*", ""),
                all.entrySet().stream()
                        .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                        .toArray(String[]::new)));
    }

    private String sent(String address, String... more) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(address, fields(address), more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return BrowserCalls.location(answer);
    }

    private int submitted() {
        return rig.simulator.acceptedCount();
    }

    @Test
    void whenASheetIsFineThenItIsStartedOnceAtThePriceOnTheButton() throws Exception {
        rig.serve();
        String page = give("mugs.csv", "prompt,size\na red mug,720x1280\na blue mug,720x1280\n");
        assertThat(browser.get(page).body())
                .contains("All rows are fine", "Start for 5.68 CNY")
                .doesNotContain(folder.toString(), "style=");
        assertThat(submitted()).isZero();
        Map<String, String> fields = fields(page);
        String run = BrowserCalls.location(send(page, fields, "start", "1"));
        assertThat(run).startsWith("/runs/");
        assertThat(BrowserCalls.location(send(page, fields, "start", "1"))).isEqualTo(run);
        rig.awaitState(run.substring("/runs/".length()), "completed");
        assertThat(submitted()).isEqualTo(2);
        assertThat(browser.get(page).body()).contains("Start, nothing to pay", run);
        String again = sent(page, "start", "1");
        assertThat(again).isNotEqualTo(run);
        rig.awaitState(again.substring("/runs/".length()), "completed");
        assertThat(submitted()).isEqualTo(2);
    }

    @Test
    void whenStartIsPressedManyTimesAtOnceThenThereIsOneRun() throws Exception {
        rig.serve();
        String page = give("mugs.csv", "prompt\na red mug\n");
        Map<String, String> fields = fields(page);
        List<String> leadsTo = IntStream.range(0, 8)
                .parallel()
                .mapToObj(n -> {
                    try {
                        return BrowserCalls.location(send(page, fields, "start", "1"));
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .distinct()
                .toList();
        assertThat(leadsTo).hasSize(1).allMatch(address -> address.startsWith("/runs/"));
        rig.awaitState(leadsTo.get(0).substring("/runs/".length()), "completed");
        assertThat(submitted()).isEqualTo(1);
    }

    @Test
    void whenACellIsWrongThenItsSuggestionMakesItRight() throws Exception {
        rig.serve();
        String page = give("mugs.csv", "prompt,duration\na red mug,8\n\na <b>blue</b> mug,5\n");
        assertThat(browser.get(page).body())
                .contains("a &lt;b&gt;blue&lt;/b&gt; mug", "name=\"fix\"", "To fix")
                .doesNotContain("name=\"start\"", "<b>blue");
        sent(page, "fix", "0", "c.2.0", "a green mug");
        assertThat(browser.get(page).body()).contains("All rows are fine", "Start for", "a green mug");
        assertThat(browser.get(page + "/sheet").body()).contains("a green mug", "a <b>blue</b> mug");
        String run = sent(page, "start", "1");
        rig.awaitState(run.substring("/runs/".length()), "completed");
        assertThat(submitted()).isEqualTo(2);
        assertThat(rig.get("/api/v1" + run + "/files/manifest.jsonl").body())
                .contains("a green mug", "\"row\":4")
                .doesNotContain("a red mug");
    }

    @Test
    void whenACellOfAWorkbookIsChangedThenItStaysAWorkbook() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            var sheet = workbook.createSheet("Ideas");
            sheet.createRow(0).createCell(0).setCellValue("prompt");
            sheet.createRow(1).createCell(0).setCellValue("a red mug");
            workbook.write(out);
        }
        String page = give("mugs.xlsx", out.toByteArray(), "");
        sent(page, "c.2.0", "a green mug");
        assertThat(browser.get(page).body()).contains("a green mug", "Start for 2.84 CNY");
        Path prepared = rig.home.folder().resolve("prepared");
        try (Stream<Path> files = Files.walk(prepared)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).contains("mugs.xlsx", "edited");
        }
    }

    @Test
    void whenCellsArePastedAndAColumnIsUnknownThenAQuestionIsAnsweredByAClick() throws Exception {
        String page = give("", new byte[0], "prompt\tLength of it\na red mug\t8\na blue mug\t4\n");
        String asked = browser.get(page).body();
        assertThat(asked).contains("name=\"answer\"").doesNotContain("name=\"start\"");
        sent(page, "answer", "0");
        assertThat(browser.get(page).body()).contains("name=\"start\"");
    }

    @Test
    void whenATemplateIsGivenThenItsFirstPromptsAreShown() throws Exception {
        String page = give("mugs.csv", "product,surface\na mug,slate\na cup,oak\n");
        assertThat(browser.get(page).body()).contains("name=\"answer\"").doesNotContain("name=\"start\"");
        sent(page, "template", "A photo of {product} on {surface}");
        assertThat(browser.get(page).body()).contains("A photo of a mug on slate", "Start for 5.68 CNY");
        HttpResponse<String> wrong = send(page, fields(page), "template", "{produkt}");
        assertThat(browser.get(page).body() + wrong.body()).contains("product");
    }

    @Test
    void whenRowsWereMadeUnderOtherIdsThenAPersonSaysWhetherToPayAgain() throws Exception {
        rig.serve();
        String id = rig.run("mugs.csv", "prompt\na red mug\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "completed");
        for (String choice : List.of("use", "pay")) {
            String page = give("mugs.csv", "prompt,id\na red mug,mug-" + choice + "\n");
            assertThat(browser.get(page).body()).contains("name=\"other_id\"").doesNotContain("name=\"start\"");
            sent(page, "other_id", choice);
            assertThat(browser.get(page).body())
                    .contains(choice.equals("use") ? "Start, nothing to pay" : "Start for 2.84 CNY")
                    .doesNotContain("name=\"other_id\"");
            String run = sent(page, "start", "1");
            rig.awaitState(run.substring("/runs/".length()), "completed");
            assertThat(submitted()).isEqualTo(choice.equals("use") ? 1 : 2);
        }
    }

    @Test
    void whenThePageIsOldThenNothingIsTakenFromIt() throws Exception {
        String page = give("mugs.csv", "prompt\na red mug\n");
        Map<String, String> old = fields(page);
        sent(page, "c.2.0", "a green mug", "c.x.y", "1", "c.99999999999.0", "2", "c.7.0", "no such row");
        HttpResponse<String> answer = send(page, old, "start", "1");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("changed this sheet meanwhile", "a green mug");
        assertThat(submitted()).isZero();
    }

    @Test
    void whenARunIsTooDearForAPersonThenAnApprovalIsAskedFor() throws Exception {
        String page = give("mugs.csv", "prompt\na mug\n" + numbered(40));
        assertThat(browser.get(page).body()).contains("Ask for approval of 116.44 CNY");
        String run = sent(page, "start", "1");
        assertThat(rig.json("/api/v1" + run).path("state").asString()).isEqualTo("waiting_for_approval");
    }

    private static String numbered(int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append("a mug in colour ").append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void whenTwoPeopleChangeASheetThenEachIsToldAndNothingThatWasTypedIsLost() throws Exception {
        String page = give("mugs.csv", "prompt,owner\na red mug,brand\na blue mug,shop\n");
        Map<String, String> before = fields(page);
        browser.signIn("anna", PASSWORD);
        assertThat(browser.get("/new").body()).contains("mugs.csv", "<bdi>run</bdi>");
        assertThat(browser.get(page).body()).contains("given by run,", "run has this sheet open, too.");
        assertThat(send(page, fields(page), "c.2.0", "a green mug").statusCode())
                .isEqualTo(303);
        browser.signIn("run", PASSWORD);
        before.put("_csrf", fields(page).get("_csrf"));
        HttpResponse<String> late = send(page, before, "c.3.0", "a <yellow> mug");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body())
                .contains("anna changed this sheet meanwhile. What you typed is in its cells", "changed by anna,")
                .contains("a &lt;yellow&gt; mug");
        assertThat(fields(page)).containsEntry("c.2.0", "a green mug").containsEntry("c.3.0", "a blue mug");
        assertThat(send(page, fields(page), "c.3.0", "a <yellow> mug").statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body()).contains("a green mug", "a &lt;yellow&gt; mug", "changed by run,");
        String run = sent(page, "start", "1");
        assertThat(rig.json("/api/v1" + run).path("requested_by").asString()).isEqualTo("run");
        browser.signIn("view", PASSWORD);
        assertThat(browser.get("/new").statusCode()).isEqualTo(403);
        assertThat(browser.get(page).statusCode()).isEqualTo(403);
    }

    @Test
    void whenARowExistsThenThePageSaysThatItIsNotPaidAgainAndWhatEachOtherCosts() throws Exception {
        rig.serve();
        String id = rig.run("mugs.csv", "prompt\na red mug\na lost mug [fails]\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(id, "incomplete");
        String page = give(
                "more.csv", "prompt,count,duration\na red mug,,\na blue mug,2,\na red mug,2,\na lost mug [fails],,\n");
        assertThat(browser.get(page).body())
                .containsPattern("made, not paid again</span></span>")
                .containsPattern("New</span><span>5.68 CNY</span>")
                .contains("failed before; only a rerun makes it");
    }

    @ParameterizedTest
    @CsvSource({"en, All rows are fine, sample.csv", "zh, 所有行都没有问题, 示例.csv"})
    void whenSomebodyHasNoSheetThenTheSampleIsReadWithoutAQuestion(String language, String said, String name)
            throws Exception {
        rig.serve();
        browser.get("/language?to=" + language);
        HttpResponse<String> answer = browser.send(browser.form("/new/sample", "_csrf", browser.csrf("/new")));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(browser.get(BrowserCalls.location(answer)).body()).contains(said, name, "8.52 CNY");
        HttpResponse<String> file = browser.get("/new/sample.csv");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains(URLEncoder.encode(name, StandardCharsets.UTF_8));
        assertThat(file.body().lines()).hasSize(4);
        assertThat(submitted()).isZero();
    }

    @Test
    void whenNothingIsGivenOrTheFileIsNoSheetThenThePageSaysSo() throws Exception {
        HttpResponse<String> nothing = browser.send(upload("", new byte[0], " "));
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("Choose a file, paste cells, or give a link.");
        String page = give("mugs.xlsx", new byte[] {1, 2, 3, 0, 5}, "");
        assertThat(browser.get(page).body()).contains("note wrong").doesNotContain("name=\"start\"");
        send(page + "/discard", fields(page));
        assertThat(browser.get(page).statusCode()).isEqualTo(404);
    }
}
