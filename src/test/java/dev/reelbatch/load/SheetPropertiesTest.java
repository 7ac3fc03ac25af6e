package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVWriter;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.SheetReader;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.StrictReader;
import dev.reelbatch.sheet.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SheetPropertiesTest {

    @Property(tries = 500)
    void whenOpenCsvWritesASheetThenItIsReadBack(@ForAll("tables") List<List<String>> table) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVWriter writer = new CSVWriter(text)) {
            writer.writeNext(new String[] {"prompt", "b", "c"});
            table.forEach(row -> writer.writeNext(row.toArray(String[]::new), false));
        }
        SheetReader reader = Sheets.reader(new StrictReader(
                new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
        for (int i = 0; i < table.size(); i++) {
            List<String> lines = table.get(i).stream()
                    .map(cell -> cell.replace("\r\n", "\n").replace('\r', '\n'))
                    .toList();
            assertThat(reader.next()).isEqualTo(new SheetRow(i + 2, lines));
        }
        assertThat(reader.hasNext()).isFalse();
    }

    @Property(tries = 1000)
    void whenBytesAreArbitraryThenOnlyAReadableRefusalComes(@ForAll("bytes") byte[] bytes) {
        try {
            SheetReader reader =
                    Sheets.reader(new StrictReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
            RowParser parser = new RowParser(reader.header(), Sheets.RULES);
            reader.forEachRemaining(row -> assertThat(parser.parse(row)).isNotNull());
        } catch (SheetException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").doesNotContain("Exception");
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell = Texts.any();
        // A first cell that is never blank, since blank rows are left out.
        return cell.map(text -> "x" + text)
                .flatMap(first -> cell.list().ofSize(2).map(rest -> List.of(first, rest.get(0), rest.get(1))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> text = Arbitraries.of(
                        "\"", ",", "\n", "\r", " ", "a", "8", "{", "[", "1e9", "猫", "\u0301", "\uFEFF", "×", "true")
                .list()
                .ofMaxSize(40)
                .map(parts -> ("prompt,id,duration,size,count,parameters.x\n" + String.join("", parts))
                        .getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(text, Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
    }
}
