package dev.reelbatch.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Opens the file that a person named, or says in one line why it can't be a sheet. */
final class SheetFile {

    private static final String XLSX = "504b0304";
    private static final String XLS = "d0cf11e0";
    private static final String UTF8_BOM = "efbbbf";

    private SheetFile() {}

    static SheetReader open(Path file) {
        if (!Files.exists(file)) {
            throw new SheetException(file + ": there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new SheetException(file + " is a folder; name a CSV file");
        }
        if (!Files.isReadable(file)) {
            throw new SheetException(file + ": you have no permission to read it");
        }
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            try {
                skipSignature(in, file);
                return new CsvSheetReader(new StrictReader(in, StandardCharsets.UTF_8), ',');
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SheetException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void skipSignature(InputStream in, Path file) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        String hex = HexFormat.of().formatHex(start);
        if (hex.equals(XLSX) || hex.equals(XLS)) {
            throw new SheetException(file + " is an Excel workbook; save the sheet as 'CSV UTF-8' and run that file");
        }
        if (hex.startsWith(UTF8_BOM)) {
            in.skipNBytes(3);
        }
        if (hex.isEmpty() || hex.equals(UTF8_BOM)) {
            throw new SheetException(file + " is empty");
        }
    }
}
