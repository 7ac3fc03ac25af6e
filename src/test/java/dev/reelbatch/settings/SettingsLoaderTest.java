package dev.reelbatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.api.AuthForm;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Model;
import dev.reelbatch.load.PriceList;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {

    private static final String SORA = "openai/sora-2/text-to-video";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Object> jobFile = new HashMap<>();
    private final Path file;

    SettingsLoaderTest(@TempDir Path folder) {
        file = folder.resolve("settings.yaml");
    }

    private SettingInForce inForce(String name) {
        return new SettingsLoader(properties, environment)
                .inForce(file, jobFile).stream()
                        .filter(setting -> setting.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void whenSettingsAreListedThenTheStrongestOriginIsNamedAndNoSecretIsShown() throws IOException {
        inFile(
                "reelbatch:\n  poll.firstAfter: 7s\n  notify.url: https://hooks.example.com/T0/secret\n  budget: 500/day\n");
        environment.put("REELBATCH_POLL_INTERVAL", "9s");
        environment.put("REELBATCH_BUDGET", "400/day");
        properties.put("reelbatch.budget", "300/day");
        jobFile.put("reelbatch.download.parallel", 2);
        assertThat(inForce("reelbatch.budget"))
                .isEqualTo(new SettingInForce("reelbatch.budget", "300/day", SettingInForce.Origin.COMMAND_LINE));
        assertThat(inForce("reelbatch.poll.interval"))
                .isEqualTo(new SettingInForce("reelbatch.poll.interval", "9s", SettingInForce.Origin.ENVIRONMENT));
        assertThat(inForce("reelbatch.download.parallel").origin()).isEqualTo(SettingInForce.Origin.JOB_FILE);
        assertThat(inForce("reelbatch.poll.first-after"))
                .isEqualTo(new SettingInForce("reelbatch.poll.first-after", "7s", SettingInForce.Origin.SETTINGS_FILE));
        assertThat(inForce("reelbatch.poll.rate").origin()).isEqualTo(SettingInForce.Origin.DEFAULT);
        assertThat(inForce("reelbatch.poll.rate").value()).isEqualTo("20/s");
        assertThat(inForce("reelbatch.notify.url"))
                .isEqualTo(new SettingInForce("reelbatch.notify.url", "", SettingInForce.Origin.SETTINGS_FILE));
    }

    private Settings load() {
        return new SettingsLoader(properties, environment).load(file, jobFile);
    }

    private void inFile(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    private String error() {
        try {
            load();
        } catch (UserException e) {
            return Objects.requireNonNull(e.getMessage());
        }
        throw new AssertionError("no error");
    }

    @Test
    void whenNothingIsSaidThenTheDefaultsHold() {
        Settings settings = load();
        assertThat(settings.poll().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.poll().rate()).hasToString("20/s");
        assertThat(settings.api().auth()).isEqualTo(AuthForm.PLAIN);
        assertThat(settings.submit().notAccepted()).containsExactlyInAnyOrder(429, 503);
        assertThat(settings.parsedBudget()).isNull();
        assertThat(settings.models()).isEmpty();
    }

    @Test
    void whenASettingIsGivenInSeveralPlacesThenTheNearestToThePersonWins() throws IOException {
        inFile("reelbatch.poll.interval: 1s");
        assertThat(load().poll().interval()).isEqualTo(Duration.ofSeconds(1));
        jobFile.put("reelbatch.poll.interval", "2s");
        assertThat(load().poll().interval()).isEqualTo(Duration.ofSeconds(2));
        environment.put("REELBATCH_POLL_INTERVAL", "3s");
        assertThat(load().poll().interval()).isEqualTo(Duration.ofSeconds(3));
        properties.put("reelbatch.poll.interval", "4s");
        assertThat(load().poll().interval()).isEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REELBATCH_POLL_FIRST_AFTER", "REELBATCH_POLL_FIRSTAFTER"})
    void whenANameHasTwoWordsThenTheEnvironmentMayDivideThemOrNot(String variable) {
        environment.put(variable, "3s");
        assertThat(load().poll().firstAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whenASettingIsAListThenTheEnvironmentSeparatesItByCommas() {
        environment.put("REELBATCH_SUBMIT_NOT_ACCEPTED", "429");
        assertThat(load().submit().notAccepted()).containsExactly(429);
    }

    @Test
    void whenAHomeChangesOnePriceThenTheRestOfTheModelStays() throws IOException {
        inFile("""
                reelbatch.models:
                  "[openai/sora-2/text-to-video]":
                    price.per-second: 0.80
                """);
        Map<String, Model> changed = load().models();
        assertThat(changed).containsOnlyKeys(SORA);
        Model model = Objects.requireNonNull(changed.get(SORA));
        PriceList price = Objects.requireNonNull(model.price());
        assertThat(price.perSecond()).isEqualByComparingTo(new BigDecimal("0.80"));
        assertThat(price.currency()).isEqualTo("CNY");
        assertThat(Objects.requireNonNull(model.parameters().get("duration")).allowed())
                .containsExactly("4", "8", "12");
    }

    @Test
    void whenAHomeAddsAModelThenItIsKnown() throws IOException {
        inFile("reelbatch.models.[new/model].parameters.duration.allowed: [3]");
        assertThat(load().models()).containsOnlyKeys("new/model");
    }

    @Test
    void whenReelbatchHomeIsSetThenItIsNoSetting() {
        environment.put("REELBATCH_HOME", "/home/of/reelbatch");
        environment.put("REELBATCH_JAVA_OPTS", "-Xmx1g");
        assertThat(load()).isNotNull();
    }

    @Test
    void whenOtherProgramsHaveSettingsThenTheyAreNoneOfOurs() {
        environment.put("PATH", "/bin");
        environment.put("SPRING_DATASOURCE_URL", "jdbc:x");
        properties.put("java.version", "17");
        assertThat(load()).isNotNull();
    }

    @Test
    void whenANameIsUnknownThenEverySourceSaysSoWithTheNearest() throws IOException {
        properties.put("reelbatch.pol.interval", "1s");
        assertThat(error())
                .isEqualTo("There is no setting reelbatch.pol.interval; did you mean reelbatch.poll.interval?");
        properties.clear();
        jobFile.put("reelbatch.downlod.parallel", 3);
        assertThat(error())
                .isEqualTo("There is no setting reelbatch.downlod.parallel; did you mean reelbatch.download.parallel?");
        jobFile.clear();
        environment.put("REELBATCH_POL_INTERVAL", "1s");
        assertThat(error())
                .isEqualTo("There is no setting REELBATCH_POL_INTERVAL; did you mean REELBATCH_POLL_INTERVAL?");
        environment.clear();
        inFile("reelbatch:\n  poll:\n    intervall: 1s\n");
        assertThat(error()).contains("no setting reelbatch.poll.intervall; did you mean reelbatch.poll.interval?");
    }

    @ParameterizedTest
    @CsvSource({"reelbach.poll.interval,reelbatch.poll.interval", "poll.interval,reelbatch.poll.interval"})
    void whenThePrefixIsMistypedThenItIsNotOverlooked(String name, String meant) throws IOException {
        inFile(name + ": 3s");
        assertThat(error()).contains("There is no setting " + name + "; did you mean " + meant + "?", "settings.yaml");
    }

    @Test
    void whenAKeyOfAModelIsUnknownThenItIsAnError() throws IOException {
        inFile("""
                reelbatch.models:
                  "[openai/sora-2/text-to-video]":
                    price.per-secnd: 0.80
                """);
        assertThat(error()).contains("There is no setting", "per-secnd");
    }

    @ParameterizedTest
    @CsvSource({
        "reelbatch.poll.interval,soon",
        "reelbatch.poll.interval,0s",
        "reelbatch.poll.first-after,-1s",
        "reelbatch.poll.rate,fast",
        "reelbatch.poll.parallel,0",
        "reelbatch.download.parallel,many",
        "reelbatch.download.parallel,0",
        "reelbatch.api.response-timeout,0s",
        "reelbatch.api.auth,baerer",
        "reelbatch.submit.not-accepted,x",
        "reelbatch.submit.parallel,-1",
        "reelbatch.serve.port,web",
        "reelbatch.serve.port,70000",
        "reelbatch.serve.upload-limit,0B",
        "reelbatch.rehearsal.speed,0",
        "reelbatch.rehearsal.failure-share,2",
        "reelbatch.budget,500",
        "reelbatch.budget,500/week",
        "reelbatch.budget,-5/day"
    })
    void whenAValueIsWrongThenTheErrorNamesTheSetting(String name, String value) {
        properties.put(name, value);
        assertThat(error()).contains(name).doesNotContain("Exception", "java.", "dev.reelbatch");
    }

    @Test
    void whenAValueIsOneOfAFewThenTheErrorNamesThem() {
        properties.put("reelbatch.api.auth", "baerer");
        assertThat(error()).contains("plain or bearer");
    }

    @ParameterizedTest
    @CsvSource({"500/day,500,DAY", "8000 / month,8000,MONTH", "62.50/day,62.50,DAY"})
    void whenABudgetIsGivenThenItIsAnAmountAndAPeriod(String text, BigDecimal amount, SpendingLimits.Period period) {
        properties.put("reelbatch.budget", text);
        assertThat(load().parsedBudget()).isEqualTo(new SpendingLimits.Budget(amount, period));
    }

    @Test
    void whenTheFileIsNotYamlThenTheErrorNamesTheFile() throws IOException {
        inFile("reelbatch: [a");
        assertThatThrownBy(this::load)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("settings.yaml")
                .hasMessageContaining("can't be read");
    }

    @Test
    void whenTheFileIsEmptyThenTheDefaultsHold() throws IOException {
        inFile("# nothing yet\n");
        assertThat(load().poll().parallel()).isEqualTo(8);
    }
}
