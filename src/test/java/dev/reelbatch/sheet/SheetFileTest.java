package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.Sheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SheetFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whenTheFileHasAByteOrderMarkThenItIsNoPartOfTheHeader() throws IOException {
        try (SheetReader reader = SheetFile.open(
                file("\uFEFF\"prompt\",id\n猫 🐈,1\n".getBytes(StandardCharsets.UTF_8)), ReadOptions.RECOGNISED)) {
            assertThat(Sheets.rows(reader)).containsExactly(new SheetRow(2, List.of("猫 🐈", "1")));
        }
    }

    @Test
    void whenBytesAreNotUtf8ThenTheirRowIsNamed() throws IOException {
        assertNotUtf8("prompt\n猫\n\"狗在跑\nc\"\nd\n", "caf\u00e9\nmore\n".getBytes(StandardCharsets.ISO_8859_1), 5);
    }

    @Test
    void whenTheBadByteIsFarDownThenItsRowIsExact() throws IOException {
        assertNotUtf8("prompt\n" + "一行文字🐈\n".repeat(50_000), new byte[] {'x', (byte) 0xFF, '\n'}, 50_002);
    }

    @Test
    void whenTheFileEndsInsideACharacterThenItsRowIsNamed() throws IOException {
        assertNotUtf8("prompt\n一只猫在屋顶上跑，天黑了\n", new byte[] {(byte) 0xE7, (byte) 0x8C}, 3);
    }

    @Test
    void whenAZeroByteStraysInThenItsRowIsNamed() throws IOException {
        assertRefused(
                file("prompt\na cat\na \0dog\n".getBytes(StandardCharsets.UTF_8)),
                "row 3: a NUL byte: this is not a text file; save the sheet as 'CSV UTF-8'");
    }

    @Test
    void whenTheTextIsADocumentOrAPageThenItSaysWhatToDo() throws IOException {
        assertRefused(
                file("<html><table><tr><td>prompt</td></tr></table>".getBytes(StandardCharsets.UTF_8)),
                "this is a web page, not a sheet; open it in Excel or WPS and save it as .xlsx");
        assertRefused(
                file("%PDF-1.7\n".getBytes(StandardCharsets.UTF_8)),
                "this is a document, not a sheet; save the sheet as .xlsx or 'CSV UTF-8'");
    }

    @Test
    void whenThereIsNoSheetThenTheMessageListsTheSheets() throws IOException {
        assertThatThrownBy(() -> PromptSheet.bytesOf(folder.resolve("gone.csv")))
                .isInstanceOf(SheetException.class)
                .hasMessage("there is no such file");
        assertThatThrownBy(() -> PromptSheet.bytesOf(folder))
                .isInstanceOf(SheetException.class)
                .hasMessage("this is a folder; name a CSV or Excel file");
        assertRefused(file(new byte[0]), "the file is empty");
        assertRefused(file("\uFEFF".getBytes(StandardCharsets.UTF_8)), "the file is empty");
    }

    @Test
    void whenTheFileIsAsLargeAsAFilmThenItIsNotRead() throws IOException {
        Path film = folder.resolve("film.mp4");
        try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
            file.setLength(3_000_000_000L);
        }
        assertThatThrownBy(() -> PromptSheet.bytesOf(film))
                .isInstanceOf(SheetException.class)
                .hasMessage("the file is far too large for a sheet of prompts; check that it is the right file");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whenTheFileIsNoneThatCanBeReadTwiceThenItIsRefused() {
        assertThatThrownBy(() -> PromptSheet.check(Path.of("/dev/null"), ReadOptions.RECOGNISED))
                .isInstanceOf(SheetException.class)
                .hasMessageStartingWith("this is a pipe or a device");
    }

    private void assertNotUtf8(String good, byte[] bad, int row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(good.getBytes(StandardCharsets.UTF_8));
        bytes.write(bad);
        Path file = file(bytes.toByteArray());
        assertThatThrownBy(() -> {
                    try (SheetReader reader = SheetFile.open(file, ReadOptions.RECOGNISED)) {
                        Sheets.rows(reader);
                    }
                })
                .isInstanceOf(SheetException.class)
                .hasMessageStartingWith("row " + row + ": ")
                .hasMessageContaining("not UTF-8; ");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("sheet.csv"), bytes);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> {
                    try (SheetReader reader = SheetFile.open(file, ReadOptions.RECOGNISED)) {
                        Sheets.rows(reader);
                    }
                })
                .isInstanceOf(SheetException.class)
                .hasMessage(message);
    }
}
