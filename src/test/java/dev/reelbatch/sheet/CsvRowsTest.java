package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.load.Sheets;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

    @Test
    void whenACellHasLineBreaksThenTheRowCountsOnce() {
        List<SheetRow> rows = Sheets.rows("prompt\r\n\"one\r\ntwo\rthree\"\r\nnext\r\n");
        assertThat(rows).containsExactly(row(2, "one\ntwo\nthree"), row(3, "next"));
    }

    @Test
    void whenRowsAreBlankThenTheyAreCountedAndLeftOut() {
        assertThat(Sheets.rows("prompt,id\n\na,1\n,\n\u3000 ,\u00A0\nb,2\n\n"))
                .containsExactly(row(3, "a", "1"), row(6, "b", "2"));
    }

    @Test
    void whenTheHeaderIsBelowBlankRowsThenItIsFound() {
        assertThat(Sheets.rows("\n\nprompt\na")).containsExactly(row(4, "a"));
    }

    @Test
    void whenTheLastLineHasNoEndThenItIsARow() {
        assertThat(Sheets.rows("prompt\na\nb")).containsExactly(row(2, "a"), row(3, "b"));
    }

    @Test
    void whenQuotationMarksAreDoubledThenTheyAreRead() {
        assertThat(Sheets.rows("prompt,id\n\"a 5\"\" tall, \"\"old\"\" man\",\"\"\n\"\"\"\",x\n"))
                .containsExactly(row(2, "a 5\" tall, \"old\" man", ""), row(3, "\"", "x"));
    }

    @Test
    void whenAQuotationMarkIsInsideACellThenItIsALetter() {
        assertThat(Sheets.rows("prompt,note\na 5\" tall man,6\" wide\na sign \"OPEN\" glows,x\n\"OPEN\" in neon,y\n"))
                .containsExactly(
                        row(2, "a 5\" tall man", "6\" wide"),
                        row(3, "a sign \"OPEN\" glows", "x"),
                        row(4, "\"OPEN\" in neon", "y"));
        assertThat(Sheets.rows("prompt,id\n“a cat” said \"\"so\"\",1\n"))
                .containsExactly(row(2, "“a cat” said \"\"so\"\"", "1"));
    }

    @Test
    void whenBlanksStandAroundAQuotedTextThenTheyAreNoPartOfIt() {
        assertThat(Sheets.rows("prompt, id\n \"a, b\" , \"c\"\n")).containsExactly(row(2, "a, b", "c"));
    }

    @Test
    void whenACommaMayBelongToAQuotedTextThenTheRowIsRefused() {
        assertRefused("prompt,note\nfine,x\na sign \"OPEN, now\" glows,y\n", "row 3: the quotation marks");
        assertRefused("prompt,id\n\"Hello, you\" she said,1\n", "row 2: the quotation marks");
        assertRefused("prompt,id\n\"a \"\"red\"\" cat\" asleep,1\n", "row 2: the quotation marks");
        assertRefused("prompt,id\n\"a \\\"red\\\" cat\",1\n", "row 2: the quotation marks");
        assertRefused("prompt,id\n\"a\nb\" c,1\n", "row 2: the quotation marks");
    }

    @Test
    void whenTabsSeparateThenMarksNeedNotMatch() {
        Reader text = new StringReader("prompt\tid\na sign \"OPEN\t5\"\n");
        SheetReader reader =
                new SheetReader(new CsvRows(text, new DetectedFormat.Text("UTF-8", '\t')), ReadOptions.RECOGNISED);
        assertThat(Sheets.rows(reader)).containsExactly(row(2, "a sign \"OPEN", "5\""));
    }

    @Test
    void whenAQuotationMarkIsNotClosedThenTheRowOfItsOpeningIsNamed() {
        assertRefused("prompt\nfine\n\"opened\nsecond line\nthird\n", "row 3: a quotation mark opens here");
    }

    @Test
    void whenAQuotationMarkSwallowsTheRestOfALongSheetThenItIsRefusedSoon() {
        String rest = "a line of the rest\n".repeat(100_000);
        assertRefused("prompt\nfine\n\"opened\n" + rest, "row 3: a quotation mark opens here");
    }

    @Test
    void whenANulByteComesThenItsRowIsNamed() {
        assertRefused("prompt\na\n\"b\0\"\n", "row 3: a NUL byte");
    }

    @Test
    void whenThereAreNoRowsThenItSaysSo() {
        assertRefused("prompt\n", "the sheet has a header but no rows below it");
        assertRefused("prompt\n\n,,\n", "the sheet has a header but no rows below it");
        assertRefused("\n \n", "the sheet is empty; its first row must name the columns");
    }

    @Test
    void whenTheDiskFailsThenItIsNotTakenForTheEnd() {
        Reader failing = new Reader() {
            private final Reader start = new StringReader("prompt\na\n");

            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                int count = start.read(target, offset, length);
                if (count < 0) {
                    throw new IOException("Input/output error");
                }
                return count;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> Sheets.rows(Sheets.reader(failing)))
                .isInstanceOf(SheetException.class)
                .hasMessageContaining("can't be read: Input/output error");
    }

    private static SheetRow row(int number, String... cells) {
        return new SheetRow(number, List.of(cells));
    }

    private static void assertRefused(String csv, String message) {
        assertThatThrownBy(() -> Sheets.rows(csv))
                .isInstanceOf(SheetException.class)
                .hasMessageStartingWith(message);
    }
}
