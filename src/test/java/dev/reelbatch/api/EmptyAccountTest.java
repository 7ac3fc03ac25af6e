package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.SubmitAnswer.StopReason;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An empty account or quota stops submitting under every HTTP status, and puts nothing in doubt, with the default
 * settings.
 */
class EmptyAccountTest {

    private static final Settings DEFAULTS =
            new SettingsLoader(Map.of(), Map.of()).load(Path.of("no-such-file.yaml"), Map.of());

    private final SubmitReader submits = new SubmitReader(
            DEFAULTS.submit().notAccepted(),
            DEFAULTS.submit().emptyAccount(),
            DEFAULTS.poll().statusWords(),
            new ErrorReader(TestClients.KEY, AuthForm.PLAIN));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"insufficient_balance\",\"message\":\"m\"}",
                "{\"code\":\"NOT_ENOUGH_BALANCE\",\"message\":\"m\"}",
                "{\"code\":\"InsufficientBalance\",\"message\":\"m\"}",
                "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"m\"}}",
                "{\"error\":{\"type\":\"insufficient_quota\",\"message\":\"m\",\"code\":null}}",
                "{\"error\":{\"code\":\"AccountOverdueError\",\"message\":\"m\"}}",
                "{\"error\":{\"type\":\"rate_limit_error\",\"code\":\"quota_exceeded\",\"message\":\"m\"}}",
                "{\"error_code\":\"billing-hard-limit-reached\",\"error_msg\":\"m\"}",
                "{\"output\":{\"code\":\"Arrearage\",\"message\":\"m\"}}",
                "{\"error\":\"insufficient balance\"}",
                "{\"code\":1008,\"message\":\"余额不足，请充值\"}",
                "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"Insufficient balance\"}}",
                "{\"code\":400,\"msg\":\"账户欠费\"}",
                "{\"error\":{\"code\":\"param_error\",\"message\":\"Your credit balance is too low\"}}",
                "{\"code\":400,\"message\":\"Insufficient credits. Please top up.\"}",
                "{\"error\":{\"code\":null,\"message\":\"You exceeded your current quota, please check your plan\"}}"
            })
    void whenTheAccountIsEmptyThenSubmittingStops(String body) {
        for (int status : Set.of(200, 202, 400, 402, 403, 429)) {
            assertThat(submits.read(answer(status, body)))
                    .as("%d %s", status, body)
                    .isInstanceOfSatisfying(
                            Stopped.class, no -> assertThat(no.reason()).isEqualTo(StopReason.MONEY));
        }
        SubmitAnswer failure = submits.read(answer(500, body));
        Stopped stopped = failure instanceof Stopped stop ? stop : ((Unknown) failure).stops();
        assertThat(stopped).as(body).isNotNull().extracting(Stopped::reason).isEqualTo(StopReason.MONEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | {"error":{"code":"rate_limit","message":"Too many requests"}}                        | NotAccepted RATE_LIMITED
            429 | {"error":{"code":"quota_exceeded","message":"Quota of 60 requests per minute"}}       | NotAccepted RATE_LIMITED
            429 | {"error":{"code":"insufficient_quota","message":"并发额度不足"}}                       | NotAccepted RATE_LIMITED
            400 | {"error":{"code":"sensitive_check_error","message":"insufficient balance"}}            | Refused MODERATION
            400 | {"error":{"code":"param_error","message":"The prompt is empty"}}                      | Refused PARAMETERS
            200 | {"code":"internal_error","message":"The balance of colours could not be computed"}    | Unknown
            500 | {"error":{"code":"internal_error","message":"No."}}                                   | Unknown
            """)
    void whenAnErrorIsAboutSomethingElseThenItStaysThat(int status, String body, String expected) {
        assertThat(SubmitAnswersTest.described(submits.read(answer(status, body))))
                .isEqualTo(expected);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, null, null, body, null);
    }
}
