package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Catalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    private final Cli cli;

    ModelsTest(@TempDir Path folder) {
        this.cli = new Cli(folder);
    }

    @Test
    void whenModelsAreListedThenEachHasALineAndNothingElseIsPrinted() {
        Cli.Result all = cli.run("models");
        assertThat(all.exit()).isZero();
        assertThat(all.out().lines())
                .containsExactlyElementsOf(Catalogue.shipped().names());
        assertThat(all.err()).isEmpty();
        assertThat(cli.home).doesNotExist();
    }

    @Test
    void whenTheSettingsHaveAModelThenItIsListedAndDescribed() {
        cli.file("home/settings.yaml", "reelbatch.models:\n  acme:\n    parameters.mood.allowed: [calm, wild]\n");
        assertThat(cli.run("models").out().lines()).last().isEqualTo("acme");
        assertThat(cli.run("models", "acme").out()).isEqualTo("prompt,model,parameters.mood\n");
    }

    @Test
    void whenAModelIsNamedThenStandardOutputBeginsASheetThatCheckUnderstands() {
        Cli.Result one = cli.run("models", "VIDUQ2");
        assertThat(one.exit()).isZero();
        assertThat(one.out().lines()).hasSize(1).first().asString().startsWith("prompt,model,");
        assertThat(one.err().lines())
                .contains(
                        "  prompt            required; up to 2000 characters",
                        "  resolution        540p, 720p (default), 1080p",
                        "  duration          1 to 10; default 5",
                        "Write viduq2 in the column model of each row.")
                .noneMatch(line -> line.endsWith(" "));
        Cli.Result check = cli.run(
                "check",
                cli.file("s.csv", one.out() + "a mug on a table,viduq2\n").toString());
        assertThat(check.exit()).as(check.out()).isZero();
        assertThat(check.out()).doesNotContain("copied to the manifest");
    }

    @Test
    void whenTheModelIsUnknownThenTheNearestIsNamedAndNothingIsPrinted() {
        Cli.Result near = cli.run("models", "viduq9");
        assertThat(near.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(near.out()).isEmpty();
        assertThat(near.err()).contains("There is no model \"viduq9\" in the catalogue; did you mean viduq2?");
        Cli.Result far = cli.run("models", "nothing-like-it");
        assertThat(far.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(far.err()).contains("\"nothing-like-it\" in the catalogue; reelbatch models lists them all.");
    }
}
