package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/** Every command that a {@code serve} does, beside the same command without one, on equal homes. */
@Timeout(180)
class HandOverTest {

    private Path folder = Path.of("");
    private HandOverSide alone;
    private HandOverSide beside;
    private HandOverRig serve;
    private final SoftAssertions differences = new SoftAssertions();

    @BeforeEach
    void open() throws Exception {
        folder = Files.createTempDirectory(Path.of("target"), "handover");
        alone = new HandOverSide(folder.resolve("alone"));
        beside = new HandOverSide(folder.resolve("beside"));
        serve = new HandOverRig(beside.cli.home.toAbsolutePath(), beside.api);
    }

    @AfterEach
    void close() throws IOException {
        serve.close();
        alone.close();
        beside.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    private void assertSame(String line) {
        assertSame("", line);
    }

    private void assertSame(String answers, String line) {
        assertSame(line, alone.run(answers, line), beside.run(answers, line));
    }

    private void assertSameFed(String text, String line) {
        assertSame(line, alone.fed(text, line), beside.fed(text, line));
    }

    private void assertSame(String line, Cli.Result expected, Cli.Result found) {
        differences.assertThat(found.out()).as(line + " " + found.err()).isEqualTo(expected.out());
        differences.assertThat(found.err()).as(line).isEqualTo(expected.err());
        differences.assertThat(found.exit()).as(line).isEqualTo(expected.exit());
    }

    @Test
    void whenAServeHoldsTheHomeThenEveryCommandSaysAsksAndEndsAsWithoutIt() {
        beside.run("", "status"); // both homes exist
        alone.run("", "rerun none API");
        String run = "run HERE/mugs.csv API --out=HERE/out --progress=none ";
        assertSame("check HERE/mugs.csv API");
        assertSame("check HERE/mugs.csv API --format=json");
        assertSame("check HERE/mugz.csv API");
        assertSame(run + "--job=other --max-cost=1");
        assertSame("n", run);
        assertSame("y", run + "--rows=2-3");
        assertSame("check HERE/mugs.csv API");
        assertSame(run + "-y");
        assertSame(run + "-y");
        assertSame("y", run + "--fresh --rows=2");
        assertSame("run HERE/wrong.csv API");
        assertSame("run HERE/wrong.csv API --progress=json");
        assertSame("run HERE/mugz.csv API");
        assertSame("run HERE/kites.yaml API --progress=none -y --out=HERE/kites");
        assertSame("run --job=kites API --progress=none -y --lang=zh");
        assertSame("check HERE/kites.yaml API");
        assertSame("status");
        assertSame("status mugs");
        assertSame("status none");
        assertSame("status mugs --check");
        assertSame("rerun mugs --pay-again API");
        assertSame("rerun none API");
        assertSame("n", "rerun mugs API --progress=none");
        assertSame("y", "rerun mugs API --progress=none");
        assertSame("rerun mugs --rows=2 --pay-again -y API --progress=none");
        assertSame("rerun mugs --in-doubt API");
        assertSame("cancel mugs --all");
        assertSame("cancel mugs");
        assertSame("resolve mugs");
        assertSame("resolve mugs --all --charged --json");
        assertSame("stop mugs");
        assertSame("n", "accept mugs --failed");
        assertSame("y", "accept mugs --failed");
        assertSame("accept mugs --rows=99");
        assertSame("backup HERE/copy.zip");
        assertSame("a long password\na long password", "user add anna --role=view");
        assertSame("a long password\nanother password", "user add bo");
        assertSame("user list");
        assertSame("user remove anna");
        assertSame("user remove anna");
        assertSame("backup HERE/copy.zip");
        assertThat(beside.run("", "status mugs --submissions")
                        .out()
                        .lines()
                        .sorted()
                        .toList())
                .as("two at once are sent in any order")
                .isEqualTo(alone.run("", "status mugs --submissions")
                        .out()
                        .lines()
                        .sorted()
                        .toList());
        differences.assertAll();
        assertThat(beside.api.acceptedCount()).isEqualTo(alone.api.acceptedCount());
        assertThat(folder.resolve("beside/copy.zip")).isRegularFile();
    }
}
