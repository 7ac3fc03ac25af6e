package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.Fault;
import dev.reelbatch.simulator.When;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API key is never written anywhere, also where the API itself repeats it. */
@ExtendWith(Sandboxes.class)
class SecretsIT {

    private static final String ERROR =
            "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}";

    @Test
    void whenRunsFailThenTheKeyIsNowhere(Sandbox sandbox) throws Exception {
        sandbox.simulator()
                .onSubmit(When.promptContains("refused"), error(400, "invalid_request_error", "param_error"))
                .onSubmit(When.promptContains("lost"), Fault.processThenDrop())
                .onSubmit(When.promptContains("garbage"), Fault.garbage())
                .onStatus(When.first(2), error(500, "internal_error", "internal_error"))
                .onDownload(When.first(2), Fault.htmlPage());
        Path sheet = sandbox.prompts("clips.csv", "good", "refused", "lost", "garbage", "fails [fails]");
        sandbox.run("run", sheet).expect(3);
        Path second = sandbox.prompts("second.csv", "denied");
        sandbox.simulator().onSubmit(When.promptContains("denied"), error(401, "invalid_request_error", "auth_error"));
        sandbox.run("run", second, "--out", sandbox.folder().resolve("out-second"))
                .expect(4);
        sandbox.run("status", "clips", "--submissions").expect(0);
        assertThat(sandbox.judge().manifest().get(1).get("error_message"))
                .as("the API's words are kept, without the key")
                .startsWith("Validate Certification failed");
        String key = Sandbox.KEY;
        List<String> forms = List.of(
                key,
                URLEncoder.encode(key, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)),
                key.replace("/", "\\/"));
        for (Path file : Trees.files(sandbox.folder())) {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            assertThat(forms.stream().filter(content::contains)).as("%s", file).isEmpty();
        }
        assertThat(sandbox.simulator().keySeenByVideoHost()).isFalse();
    }

    private static Fault error(int status, String type, String code) {
        return Fault.answer(
                Answer.json(status, ERROR.formatted("Validate Certification failed: " + Sandbox.KEY, type, code)));
    }
}
