package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {

    private final Cli cli;

    VersionTest(@TempDir Path folder) {
        cli = new Cli(folder);
    }

    @Test
    void whenTheVersionIsAskedForThenJavaAndTheSystemAreToldToo() {
        Cli.Result result = cli.run("--version");
        assertThat(result.exit()).isZero();
        assertThat(cli.run("version")).isEqualTo(result);
        assertThat(result.out()).startsWith("reelbatch ").contains("Java " + System.getProperty("java.version"));
        assertThat(result.out()).contains(System.getProperty("os.name")).doesNotContain("${");
    }

    @Test
    void whenItWasBuiltFromACommitThenThatIsTold() {
        Properties git = new Properties();
        assertThat(Version.commit(git)).isEmpty();
        git.setProperty("git.commit.id.abbrev", "484ff89");
        git.setProperty("git.commit.time", "2026-04-01T00:00:00Z");
        git.setProperty("git.dirty", "true");
        assertThat(Version.commit(git)).isEqualTo(", commit 484ff89 of 2026-04-01T00:00:00Z, with changes");
    }

    @Test
    void whenACompletionScriptIsAskedForThenItKnowsTheOptionsButNotTheHiddenOnes() {
        Cli.Result result = cli.run("generate-completion");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("--max-in-flight", "\"auto\" \"bar\" \"plain\" \"json\" \"none\"")
                .doesNotContain("--setting");
    }
}
