package dev.reelbatch.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class NotifierTest {

    private static final String TOKEN = "T0123456789-very-secret";
    private static final String SECRET = "SECabcdefgh12345";
    private static final long LONG = 30_000; // milliseconds; a busy machine must not look like a dead server

    private final HookServer server = new HookServer();
    private final SettableTime time = new SettableTime();

    @AfterEach
    void close() {
        server.close();
    }

    private Webhook webhook(
            WebhookKind webhookKind, @Nullable String secret, @Nullable String template, NotifyWhen notifyWhen) {
        Secret url = Secret.of(server.url("/robot/send/" + TOKEN + "?access_token=" + TOKEN));
        return Webhook.of(url, null, secret == null ? null : Secret.of(secret), webhookKind, template, notifyWhen)
                .orElseThrow();
    }

    private Notifier notifier(WebhookKind webhookKind, @Nullable String secret) {
        return new Notifier(
                Optional.of(webhook(webhookKind, secret, null, NotifyWhen.ALWAYS)), Proxies.NONE, time, LONG);
    }

    private static RunEnd end(RunEnd.Outcome outcome, @Nullable String cause, boolean goesOn) {
        List<String> lines = List.of("3 rows: 2 delivered, 1 failed", "row 4 (\"<!channel>\": a & b)");
        return new RunEnd("mugs", 7, outcome, cause, goesOn, false, 2, 1, 0, "5.68 CNY", lines, "/out/mugs");
    }

    private static RunEnd failed() {
        return end(RunEnd.Outcome.NOT_ALL_DELIVERED, null, false);
    }

    private JsonNode body(int n) {
        return JsonMapper.builder().build().readTree(server.sent.get(n).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SLACK|ok|/text",
                "FEISHU|{\"code\":0,\"msg\":\"success\",\"data\":{}}|/content/text",
                "FEISHU|{\"Extra\":null,\"StatusCode\":0,\"StatusMessage\":\"success\"}|/content/text",
                "DINGTALK|{\"errcode\":0,\"errmsg\":\"ok\"}|/text/content",
                "WECOM|{\"errcode\":0,\"errmsg\":\"ok\"}|/text/content",
                "JSON|''|/text"
            })
    void whenItIsTakenThenItSaysWhatHappenedInTheKindsOwnForm(WebhookKind webhookKind, String answer, String text) {
        server.answering(200, answer);
        assertThat(notifier(webhookKind, null).report(failed())).isEmpty();
        assertThat(server.sent).hasSize(1);
        assertThat(body(0).at(text).asString())
                .startsWith("reelbatch: mugs, run 7: finished, but not every row is delivered\n3 rows: 2 delivered")
                .endsWith("\n/out/mugs")
                .contains(
                        webhookKind == WebhookKind.SLACK ? "\"&lt;!channel&gt;\": a &amp; b" : "\"<!channel>\": a & b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SLACK|404|no_service|HTTP 404 no_service",
                "SLACK|302||HTTP 302",
                "FEISHU|200|{\"code\":19021,\"msg\":\"sign match fail\"}|19021 sign match fail",
                "DINGTALK|200|{\"errcode\":310000,\"errmsg\":\"sign not match\"}|310000 sign not match",
                "WECOM|200|{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}|93000 invalid webhook url",
                "WECOM|200|<html>|an answer without a code: <html>",
                "JSON|400|no|HTTP 400 no"
            })
    void whenItIsRefusedThenItIsReportedOnceAndNotTriedAgain(
            WebhookKind webhookKind, int status, @Nullable String body, String why) {
        server.answering(status, body == null ? "" : body);
        assertThat(notifier(webhookKind, null).report(failed()))
                .hasValueSatisfying(words -> assertThat(words).endsWith(": " + why));
        assertThat(server.sent).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SLACK|503||ok",
                "JSON|429||ok",
                "FEISHU|200|{\"code\":11232,\"msg\":\"frequency limited\"}|{\"code\":0}",
                "DINGTALK|200|{\"errcode\":130101,\"errmsg\":\"send too fast\"}|{\"errcode\":0}",
                "WECOM|200|{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}|{\"errcode\":0}"
            })
    void whenItIsBusyThenItIsTriedAgain(WebhookKind webhookKind, int status, @Nullable String busy, String good) {
        server.answering(status, busy == null ? "" : busy).answering(200, good);
        assertThat(notifier(webhookKind, null).report(failed())).isEmpty();
        assertThat(server.sent).hasSize(2);
    }

    @Test
    void whenNobodyAnswersThenItGivesUpSoonAndSaysSo() {
        server.answering(0, "");
        long before = time.nanos();
        Notifier hasty = new Notifier(
                Optional.of(webhook(WebhookKind.JSON, null, null, NotifyWhen.ALWAYS)), Proxies.NONE, time, 300);
        assertThat(hasty.report(failed()))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("no answer in time").doesNotContain(TOKEN, "127.0.0.1"));
        assertThat(server.sent).hasSizeBetween(1, 3);
        assertThat(time.since(before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whenNothingListensThenNoAddressIsShown() {
        Webhook gone = webhook(WebhookKind.SLACK, null, null, NotifyWhen.ALWAYS);
        server.close();
        assertThat(new Notifier(Optional.of(gone), Proxies.NONE, time, LONG).report(failed()))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("could not be delivered: it refused the connection")
                        .doesNotContain(TOKEN, "127.0.0.1"));
    }

    @Test
    void whenTheServerEchoesTheAddressThenItIsBlottedOut() {
        server.answering(200, "{\"errcode\":1,\"errmsg\":\"bad token %s for %s\"}".formatted(TOKEN, SECRET));
        assertThat(notifier(WebhookKind.DINGTALK, SECRET).report(failed()))
                .hasValueSatisfying(words -> assertThat(words).endsWith("1 bad token *** for ***"));
        assertThat(webhook(WebhookKind.DINGTALK, SECRET, null, NotifyWhen.ALWAYS)
                        .toString())
                .doesNotContain(TOKEN, SECRET);
        assertThat(Secret.of(SECRET)).hasToString("***");
    }

    @Test
    void whenABotAsksForASignatureThenItIsTheOneThatItsPageDescribes() {
        time.advance(Duration.between(time.now(), Instant.ofEpochSecond(1_700_000_000)));
        server.answering(200, "{\"code\":0,\"errcode\":0}");
        notifier(WebhookKind.FEISHU, SECRET).report(failed());
        assertThat(body(0).path("timestamp").asString()).isEqualTo("1700000000");
        assertThat(body(0).path("sign").asString()).isEqualTo("ljci9FqC9NRgSVmF0At6APZlnps21+BfRPvCvh4xmSc=");
        notifier(WebhookKind.DINGTALK, SECRET).report(failed());
        assertThat(server.sent.get(1).pathAndQuery())
                .endsWith("?access_token=" + TOKEN
                        + "&timestamp=1700000000000&sign=%2FKvdmNy%2BLK%2F5wMegfHSuja5PP0%2Fo3GVFaKE%2BNYUdjYA%3D");
        assertThat(body(1).has("sign")).isFalse();
    }

    @Test
    void whenOnlyTroubleIsWantedThenAGoodEndIsNotReported() {
        server.answering(200, "");
        Notifier notifier = new Notifier(
                Optional.of(webhook(WebhookKind.JSON, null, null, NotifyWhen.TROUBLE)), Proxies.NONE, time, LONG);
        notifier.report(end(RunEnd.Outcome.DELIVERED, null, false));
        assertThat(server.sent).isEmpty();
        notifier.report(failed());
        assertThat(server.sent).hasSize(1);
        assertThat(new Notifier(Optional.empty(), Proxies.NONE, time).report(failed()))
                .isEmpty();
    }

    @Test
    void whenAStopIsRetriedAutomaticallyThenItIsReportedOnceAndSoIsItsEnd() {
        server.answering(200, "");
        Notifier notifier = new Notifier(
                Optional.of(webhook(WebhookKind.JSON, null, null, NotifyWhen.TROUBLE)), Proxies.NONE, time, LONG);
        for (int i = 0; i < 3; i++) {
            notifier.report(end(RunEnd.Outcome.STOPPED, "REFUSED", true));
        }
        assertThat(server.sent).hasSize(1);
        notifier.report(end(RunEnd.Outcome.STOPPED, "NO_ANSWER", true));
        assertThat(server.sent).as("for another reason").hasSize(2);
        notifier.report(end(RunEnd.Outcome.DELIVERED, null, false));
        assertThat(server.sent).as("it is good again").hasSize(3);
        notifier.report(end(RunEnd.Outcome.DELIVERED, null, false));
        assertThat(server.sent).hasSize(3);
    }

    @Test
    void whenThereIsATemplateThenItsPlacesAreFilledAndEscaped() {
        server.answering(200, "");
        String template = "{\"a\":\"{{job}} {{ outcome }}\",\"n\":{{missing}},\"t\":\"{{text}}\"}";
        Notifier notifier = new Notifier(
                Optional.of(webhook(WebhookKind.JSON, null, template, NotifyWhen.ALWAYS)), Proxies.NONE, time, LONG);
        assertThat(notifier.report(failed())).isEmpty();
        assertThat(body(0).path("a").asString()).isEqualTo("mugs incomplete");
        assertThat(body(0).path("n").asInt()).isEqualTo(1);
        assertThat(body(0).path("t").asString()).contains("\n", "\"<!channel>\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FEISHU|<at user_id=\"all\"></at>|/content/text",
                "WECOM|<@all>|/text/content",
            })
    void whenACellWouldCallEverybodyThenItIsTextAlone(WebhookKind webhookKind, String cell, String text) {
        server.answering(200, "{\"code\":0,\"errcode\":0}");
        RunEnd refused = RunEnd.notStarted("mugs", RunEnd.Outcome.NOT_STARTED, false, List.of("row 2: 3 < 4 " + cell));
        assertThat(notifier(webhookKind, null).report(refused)).isEmpty();
        assertThat(body(0).at(text).asString()).contains("3 < 4 ＜").doesNotContain(cell);
    }

    @Test
    void whenATextIsLongThenItIsCutToWhatWeComTakes() {
        server.answering(200, "{\"errcode\":0}");
        RunEnd longEnd = RunEnd.notStarted("短视频", RunEnd.Outcome.NOT_STARTED, false, List.of("长".repeat(5000)));
        assertThat(notifier(WebhookKind.WECOM, null).report(longEnd)).isEmpty();
        assertThat(body(0).at("/text/content").asString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeBetween(1700, 2048);
    }

    @Test
    void whenASettingIsWrongThenItIsNamedWithoutItsValue(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Webhook.of(Secret.of("hooks/" + TOKEN), null, null, null, null, NotifyWhen.ALWAYS))
                .hasMessageContaining("reelbatch.notify.url")
                .hasMessageNotContaining(TOKEN)
                .hasNoCause();
        Secret withPassword = Secret.of("https://me:" + TOKEN + "@hooks.example/x");
        assertThatThrownBy(() -> Webhook.of(withPassword, null, null, null, null, NotifyWhen.ALWAYS))
                .hasMessageContaining("a password before its host")
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> webhook(WebhookKind.JSON, null, "{\"a\":\"{{jobb}}\"}", NotifyWhen.ALWAYS))
                .hasMessageContaining("reelbatch.notify.template", "{{jobb}}", "text, title, job");
        assertThatThrownBy(() -> webhook(WebhookKind.JSON, null, "{{text}}", NotifyWhen.ALWAYS))
                .hasMessageContaining("reelbatch.notify.template");
        Path file = Files.writeString(folder.resolve("url"), "https://oapi.dingtalk.com/robot/send?access_token=x\n");
        assertThat(Webhook.of(null, file.toString(), null, null, null, NotifyWhen.ALWAYS)
                        .orElseThrow()
                        .kind())
                .isEqualTo(WebhookKind.DINGTALK);
        assertThatThrownBy(() -> Webhook.of(null, file + "x", null, null, null, NotifyWhen.ALWAYS))
                .hasMessageContaining("reelbatch.notify.url-file");
        assertThat(Webhook.of(Secret.of(" "), null, null, null, null, NotifyWhen.ALWAYS))
                .isEmpty();
    }
}
