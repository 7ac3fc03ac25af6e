package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in the set-up of a machine or a network. */
@ExtendWith(Sandboxes.class)
class SurroundingsIT {

    @Test
    void whenEnvironmentIsEmptyThenChineseRowsRunWithPlainNames(Sandbox sandbox) throws Exception {
        sandbox.usePackagedJar(); // the launcher looks for a locale of UTF-8
        sandbox.environment().clear();
        sandbox.environment().put("MODELVERSE_API_KEY", Sandbox.KEY);
        Path sheet = sandbox.sheet(
                "tea.csv",
                "\uFEFFid,prompt,文件名,栏目\n茶一,清晨的茶园，雾气缓缓散开,茶园清晨,春茶上新\n2,白瓷茶杯特写，热水冲入,,春茶上新\n三,[moderated] 茶叶,,春茶上新\n");
        Child.Ended ended = sandbox.run("run", sheet).expect(3);
        sandbox.judge().assertManifest(3);
        assertThat(sandbox.judge().count("delivered")).isEqualTo(2);
        sandbox.judge().assertNobodyPaidTwice();
        for (Path file : Trees.files(sandbox.out())) {
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(file.toString()))
                    .as("%s", file)
                    .isTrue();
        }
        assertThat(sandbox.judge().manifest().get(0))
                .containsEntry("id", "茶一")
                .containsEntry("prompt", "清晨的茶园，雾气缓缓散开")
                .containsEntry("栏目", "春茶上新");
        assertThat(ended.console()).doesNotContain("\uFFFD", "??");
    }

    @Test
    void whenEnvironmentIsEmptyThenTheLauncherCaresForChineseNames(Sandbox sandbox) throws Exception {
        sandbox.environment().clear();
        sandbox.environment().put("MODELVERSE_API_KEY", Sandbox.KEY);
        sandbox.run("run", sandbox.sheet("tea.csv", "prompt\n清晨的茶园\n")).expect(0);
        assertThat(sandbox.out().resolve("videos/0002-清晨的茶园.mp4")).exists();
    }

    @Test
    void whenEnvironmentIsEmptyThenErrorsQuoteChineseTextUnbroken(Sandbox sandbox) throws Exception {
        sandbox.environment().clear();
        sandbox.environment().put("MODELVERSE_API_KEY", Sandbox.KEY);
        Path sheet = sandbox.sheet("tea.csv", "提示词,尺寸\n茶园,很大\n");
        assertThat(sandbox.run("run", sheet).expect(2).console()).contains("很大").doesNotContain("\uFFFD", "?");
    }

    @Test
    void whenChineseNamesWereMadeInATerminalThenABareCronSaysWhatItLacksAndIsNoDefect(Sandbox sandbox)
            throws Exception {
        sandbox.usePackagedJar();
        Path sheet = sandbox.sheet("tea.csv", "prompt\n清晨的茶园\n白瓷茶杯\n");
        sandbox.run("run", sheet, "--rows", "2").expect(0);
        sandbox.environment().remove("LC_ALL");
        assertThat(sandbox.run("run", sheet).expect(4).console())
                .contains("LC_ALL=C.UTF-8")
                .doesNotContain("defect", "Exception");
        sandbox.environment().put("LC_ALL", "C.UTF-8");
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(2);
    }

    @Tag("fire")
    @Test
    void whenApiIsUnreachableAtTheStartThenNothingIsLost(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 3);
        sandbox.simulator().close();
        Child.Ended ended = sandbox.run("run", sheet, "--patience", "2s").expect(4);
        assertThat(ended.console()).doesNotContain("Exception");
        sandbox.judge().assertManifest(3);
        assertThat(sandbox.judge().count("pending")).isEqualTo(3);
        sandbox.simulate(Sandbox.QUICK);
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(3);
    }

    @Test
    void whenThereIsNoKeyThenBothWaysOnAreNamed(Sandbox sandbox) throws Exception {
        sandbox.environment().remove("MODELVERSE_API_KEY");
        Path sheet = sandbox.prompts("clips.csv", 1);
        assertThat(sandbox.run("run", sheet).expect(2).console()).contains("MODELVERSE_API_KEY", "--rehearse");
        assertThat(sandbox.out()).doesNotExist();
    }

    @Test
    void whenHomeIsInUseThenTheSecondSaysSoAndTheFirstGoesOn(Sandbox sandbox) throws Exception {
        sandbox.simulator().onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        Path sheet = sandbox.prompts("clips.csv", 2);
        Child first = sandbox.start("run", sheet);
        sandbox.awaitKnown(2);
        Path other = sandbox.prompts("other.csv", 1);
        Child.Ended second = sandbox.run("run", other, "--out", sandbox.folder().resolve("out-other"))
                .expect(5);
        assertThat(second.console()).contains(sandbox.home().toString()).doesNotContain("Exception");
        assertThat(sandbox.run("status").expect(0).console()).contains("clips", "running since");
        sandbox.simulator().clearFaults();
        first.await().expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(2);
        sandbox.judge().assertAllDelivered(2);
    }

    static Stream<Arguments> badSheets() {
        return Stream.of(
                Arguments.of("empty", "", List.of("bad.csv", "empty")),
                Arguments.of("no prompt column", "text,size\nA kite,720x1280\n", List.of("bad.csv", "prompt")),
                Arguments.of(
                        "bad size, duration and id",
                        "id,prompt,size,duration\na,A kite,1x1,4\nb,A boat,,5\na,A fish,,\n",
                        List.of("size", "1x1", "720x1280", "duration", "\"5\"", "4, 8", "\"a\"")));
    }

    @Tag("fire")
    @ParameterizedTest(name = "{0}")
    @MethodSource("badSheets")
    void whenSheetIsBadThenOneReadableMessageAndNothingHappens(
            String what, String text, List<String> words, Sandbox sandbox) throws Exception {
        Path sheet = sandbox.sheet("bad.csv", text);
        assertRefused(sandbox, sheet, words);
    }

    @Test
    void whenSheetIsMissingOrAFolderThenOneReadableMessageAndNothingHappens(Sandbox sandbox) throws Exception {
        assertRefused(sandbox, sandbox.folder().resolve("missing.csv"), List.of("missing.csv"));
        assertRefused(sandbox, Files.createDirectory(sandbox.folder().resolve("folder")), List.of("folder"));
    }

    private static void assertRefused(Sandbox sandbox, Path sheet, List<String> words) throws InterruptedException {
        Child.Ended ended = sandbox.run("run", sheet).expect(2);
        assertThat(ended.console()).contains(words).doesNotContain("Exception", "\tat ");
        assertThat(ended.console()
                        .lines()
                        .filter(line -> !line.matches(".*([Nn]othing was submitted|A new home was made).*")))
                .as(ended.console())
                .hasSize(words.size() > 2 ? 3 : 1);
        assertThat(sandbox.submitCalls()).isZero();
        assertThat(sandbox.out()).doesNotExist();
    }
}
