package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestColumnsTest {

    @Test
    void whenAColumnOfTheManifestChangesThenItsTablesHaveToFollow() throws IOException {
        StringWriter manifest = new StringWriter();
        new ManifestCsv(manifest, new HeaderColumns()).end();
        List<String> columns =
                List.of(manifest.toString().replace("\uFEFF", "").strip().split(","));

        assertThat(columns).startsWith("row", "id", "status").hasSizeGreaterThan(20);
        for (String path : List.of("docs/report.md", "docs/zh/report.md")) {
            String table = Document.of(path).part("manifest");
            assertThat(table.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]))
                    .as(path)
                    .containsExactlyElementsOf(columns);
        }
    }
}
