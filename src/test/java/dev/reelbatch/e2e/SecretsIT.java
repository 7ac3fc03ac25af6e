package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API key is never written anywhere, also where the API itself repeats it. */
@Tag("fire")
@ExtendWith(Sandboxes.class)
class SecretsIT {

    private static final String ERROR =
            "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}";

    /** Quiet, and with everything that any library has to say; with the key in either form. */
    @ParameterizedTest
    @CsvSource({"INFO, plain", "TRACE, bearer"})
    void whenRunsFailThenTheKeyIsNowhere(String level, String auth, Sandbox sandbox) throws Exception {
        sandbox.simulator()
                .onSubmit(CallMatcher.promptContains("refused"), error(400, "invalid_request_error", "param_error"))
                .onSubmit(CallMatcher.promptContains("lost"), CallFault.processThenDrop())
                .onSubmit(CallMatcher.promptContains("garbage"), CallFault.processThenAnswer(Answer.html(200, echo())))
                .onStatus(CallMatcher.first(2), error(500, "internal_error", "internal_error"))
                .onStatus(CallMatcher.nth(3), CallFault.answer(Answer.html(200, echo())))
                .onStatus(CallMatcher.nth(4), CallFault.drop())
                .onDownload(CallMatcher.first(1), CallFault.htmlPage())
                .onDownload(CallMatcher.nth(2), CallFault.cutAfter(1000))
                .onDownload(CallMatcher.nth(3), CallFault.answer(Answer.html(403, echo())));
        sandbox.with("-Dreelbatch.api.auth=" + auth, "-Dlogging.level.root=" + level);
        Path sheet = sandbox.prompts("clips.csv", "good", "refused", "lost", "garbage", "fails [fails]");
        sandbox.run("run", sheet).expect(3);
        assertThat(sandbox.judge().manifest().get(1).get("error_message"))
                .as("the API's words are kept, without the key")
                .startsWith("Validate Certification failed");
        stopped(sandbox, "denied", error(401, "invalid_request_error", "auth_error"));
        stopped(sandbox, "moved", CallFault.redirectTo(sandbox.simulator().videoUrl()));
        stopped(sandbox, "forbidden", error(403, "permission_error", "forbidden"));
        sandbox.run("status", "clips", "--submissions").expect(0);
        assertKeyIsNowhere(sandbox);
        assertThat(sandbox.simulator().keySeenByVideoHost()).isFalse();
    }

    private static void stopped(Sandbox sandbox, String prompt, CallFault callFault) throws InterruptedException {
        Path sheet = sandbox.prompts(prompt + ".csv", prompt);
        sandbox.simulator().onSubmit(CallMatcher.promptContains(prompt), callFault);
        sandbox.run("run", sheet, "--out", sandbox.folder().resolve("out-" + prompt))
                .expect(4);
    }

    private static void assertKeyIsNowhere(Sandbox sandbox) throws IOException {
        List<String> forms = forms(Sandbox.KEY);
        List<Path> files = Trees.files(sandbox.folder());
        assertThat(files)
                .anyMatch(file -> file.endsWith("ledger.mv.db"))
                .anyMatch(file -> file.endsWith("reelbatch.log"));
        for (Path file : files) {
            String content = content(file);
            assertThat(forms.stream().filter(content::contains)).as("%s", file).isEmpty();
        }
    }

    /** Text of any encoding that has a byte for an ASCII letter; older logs are compressed. */
    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** As it is, escaped for a URL, JSON, HTML, and in Base64 wherever in a longer text it stands. */
    private static List<String> forms(String key) {
        List<String> forms = new ArrayList<>(List.of(
                key,
                URLEncoder.encode(key, StandardCharsets.UTF_8),
                key.replace("/", "\\/"),
                key.replace("&", "&amp;"),
                key.replace("&", "\\u0026"),
                String.join("\0", key.split("")), // UTF-16
                HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8))));
        for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (String before : List.of("", "x", "xx", "Bearer ")) {
                String text = base64.withoutPadding().encodeToString((before + key).getBytes(StandardCharsets.UTF_8));
                forms.add(text.substring((before.length() * 4 + 2) / 3, text.length() - 1));
            }
        }
        return forms;
    }

    private static String echo() {
        return "<html>Who are you, %s? Not %s, I hope.</html>"
                .formatted(Sandbox.KEY, URLEncoder.encode(Sandbox.KEY, StandardCharsets.UTF_8));
    }

    private static CallFault error(int status, String type, String code) {
        return CallFault.answer(
                Answer.json(status, ERROR.formatted("Validate Certification failed: " + Sandbox.KEY, type, code)));
    }
}
