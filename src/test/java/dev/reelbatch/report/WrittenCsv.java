package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a written CSV file back, header first. */
final class WrittenCsv {

    private WrittenCsv() {}

    static List<List<String>> read(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text).startsWith("\uFEFF");
        try (var reader = new CSVReaderBuilder(new StringReader(text.substring(1)))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .build()) {
            return reader.readAll().stream().map(List::of).toList();
        } catch (CsvException e) {
            throw new IOException(e);
        }
    }

    static List<String> column(List<List<String>> csv, String name) {
        int index = csv.get(0).indexOf(name);
        assertThat(index).as(name).isNotNegative();
        return csv.stream().skip(1).map(line -> line.get(index)).toList();
    }
}
