package dev.reelbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of README.md that are made from the code, between {@code <!-- name -->} and {@code <!-- /name -->}. */
public final class Readme {

    private Readme() {}

    /** Fails with the text that belongs there; paste it between the markers. */
    public static void assertHas(String part, String text) throws IOException {
        String readme = Files.readString(Path.of("README.md")).replace("\r\n", "\n");
        String begin = "<!-- " + part + " -->\n";
        String end = "<!-- /" + part + " -->";
        assertThat(readme).contains(begin).contains(end);
        String actual = readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf(end));
        assertThat(actual.strip())
                .as(
                        "README.md is behind the code. Between <!-- %s --> and <!-- /%s --> belongs:\n\n%s\n",
                        part, part, text)
                .isEqualTo(text.strip());
    }
}
