package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.LinkSettings;
import dev.reelbatch.api.Proxies;
import dev.reelbatch.time.Time;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets from standard input, while they are kept. */
class FetchedSheetsTest {

    @TempDir
    private Path home;

    private Path keep(String sheet) {
        LinkSettings links = new LinkSettings(Duration.ofSeconds(9), Duration.ofSeconds(9), 1024, false, Proxies.NONE);
        return new FetchedSheets(home, links, Time.system()).keep(sheet.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenTwoSheetsComeAtOneMomentThenEachCommandReadsItsOwn() throws Exception {
        Path first = keep("prompt\na mug\n");
        Path second = keep("prompt\na kite\n");
        assertThat(Files.readString(first)).isEqualTo("prompt\na mug\n");
        assertThat(Files.readString(second)).isEqualTo("prompt\na kite\n");
        assertThat(FetchedSheets.originOf(first, home))
                .isEqualTo(FetchedSheets.originOf(second, home))
                .isEqualTo(new FetchedSheets.Origin("-", "- (stdin)"));
        assertThat(keep("prompt\na mug\n")).as("the same sheet later").isEqualTo(first);
    }

    @Test
    void whenASheetIsDaysOldThenItIsDeleted() throws Exception {
        Path old = keep("prompt\na mug\n");
        Files.setLastModifiedTime(old, FileTime.from(Time.system().now().minus(Duration.ofDays(2))));
        Path today = keep("prompt\na kite\n");
        assertThat(old).doesNotExist();
        assertThat(today).exists();
    }
}
