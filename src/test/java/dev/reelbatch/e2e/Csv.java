package dev.reelbatch.e2e;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines of a CSV file by their header's names. */
final class Csv {

    private Csv() {}

    static List<Map<String, String>> read(Path file) {
        try {
            String text = Files.readString(file);
            return parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, String>> parse(String text) throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        if (text.isBlank()) {
            return lines;
        }
        try (CSVReaderHeaderAware reader = new CSVReaderHeaderAware(new StringReader(text))) {
            for (Map<String, String> line = reader.readMap(); line != null; line = reader.readMap()) {
                lines.add(Map.copyOf(line));
            }
            return lines;
        } catch (CsvValidationException e) {
            throw new IOException(e);
        }
    }
}
