package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program prints the output that the README shows. */
class ShownOutputTest {

    @Test
    void whenTheReadmeShowsACheckThenEveryLineOfItIsPrinted(@TempDir Path folder) {
        List<String> shown = Document.of("README.md")
                .part("check")
                .lines()
                .map(line -> line.replaceFirst("^ {4}", ""))
                .filter(line -> !line.isBlank() && !line.equals("…"))
                .toList();

        Cli.Result check = new Cli(folder).run("check", "sample-prompts/with-mistakes.csv");

        assertThat(shown).hasSizeGreaterThan(8);
        assertThat(check.out().lines()).containsAll(shown);
    }
}
