package dev.reelbatch.inbox;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** The rows of a sheet in a new file, in the format that the sheet has. Every cell is an exact text; none is a formula. */
interface CorrectedCopy extends Closeable {

    void write(List<String> cells) throws IOException;

    /** Creates the file: a workbook if that is the end of its name, else CSV. */
    static CorrectedCopy create(Path file) throws IOException {
        return file.toString().endsWith(SheetFiling.ERRORS_XLSX) ? new Workbook(file) : new Csv(file);
    }

    /** In UTF-8 with BOM, so that Excel reads it. */
    final class Csv implements CorrectedCopy {

        private final CSVWriter csv;

        Csv(Path file) throws IOException {
            // not Files.newBufferedWriter, which throws on half a surrogate pair in a prompt
            BufferedWriter out =
                    new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
            out.write('\uFEFF');
            csv = new CSVWriter(out, ',', '"', '"', ICSVWriter.RFC4180_LINE_END);
        }

        @Override
        public void write(List<String> cells) throws IOException {
            csv.writeNext(cells.toArray(String[]::new), false);
            if (csv.getException() != null) { // it keeps them to itself
                throw csv.getException();
            }
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }

    /** Streamed, so that a long sheet needs little memory. */
    final class Workbook implements CorrectedCopy {

        private static final int ROWS_IN_MEMORY = 100;
        private static final int FIRST_COLUMN = 60 * 256; // in 256ths of a character
        private static final int LONGEST = 32_767; // characters that a cell can hold

        private final Path file;
        private final SXSSFWorkbook workbook = new SXSSFWorkbook(ROWS_IN_MEMORY);
        private final Sheet sheet = workbook.createSheet();
        private int rows;

        Workbook(Path file) {
            this.file = file;
            sheet.setColumnWidth(0, FIRST_COLUMN);
        }

        @Override
        public void write(List<String> cells) {
            Row row = sheet.createRow(rows);
            rows++;
            for (int column = 0; column < cells.size(); column++) {
                String text = cells.get(column);
                if (!text.isEmpty()) {
                    row.createCell(column).setCellValue(text.substring(0, Math.min(LONGEST, text.length())));
                }
            }
        }

        @Override
        public void close() throws IOException {
            try (workbook;
                    OutputStream out = Files.newOutputStream(file)) {
                workbook.write(out);
            }
        }
    }
}
