package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sheets that another process sends. */
@ExtendWith(Sandboxes.class)
class StandardInputIT {

    private static final List<String> CAT = List.of("sh", "-c", "cat sheet | \"$@\"", "sh");

    @Test
    void whenASheetIsPipedInThenItsRowsAreRunOnceAndTheJobIsResumedFromWhatCame(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("sheet", "a red kite", "a boat at dawn", "a mug on oak");
        sandbox.start(CAT, "run", "-", "--job", "piped", "--rows", "2").await().expect(0);
        Files.delete(sheet);
        sandbox.run("run", "--job", "piped").expect(0);
        sandbox.judge().assertManifest(3);
        sandbox.judge().assertNobodyPaidTwice();
    }

    @Test
    void whenAWorkbookIsPipedInThenItIsRecognisedByItsBytes(Sandbox sandbox) throws Exception {
        Files.copy(
                Path.of("sample-prompts/launch-teasers.xlsx"), sandbox.folder().resolve("sheet"));
        assertThat(sandbox.start(CAT, "check", "-").await().expect(0).console())
                .startsWith("standard input")
                .contains("Excel workbook");
    }
}
