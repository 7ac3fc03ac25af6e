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

    /** All bytes of the file. Messages do not name it: whoever knows what a person called it does. */
    static byte[] read(Path file) {
        if (!Files.exists(file)) {
            throw new SheetException("there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new SheetException("this is a folder; name a CSV file");
        }
        if (!Files.isReadable(file)) {
            throw new SheetException("you have no permission to read it");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static SheetReader open(Path file) {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            try {
                skipSignature(in);
                return new CsvSheetReader(new StrictReader(in, StandardCharsets.UTF_8), ',');
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static SheetException unreadable(IOException e) {
        return new SheetException("it can't be read: " + e.getMessage(), e);
    }

    private static void skipSignature(InputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        String hex = HexFormat.of().formatHex(start);
        if (hex.equals(XLSX) || hex.equals(XLS)) {
            throw new SheetException("this is an Excel workbook; save the sheet as 'CSV UTF-8' and run that file");
        }
        if (hex.startsWith(UTF8_BOM)) {
            in.skipNBytes(3);
        }
        if (hex.isEmpty() || hex.equals(UTF8_BOM)) {
            throw new SheetException("the file is empty");
        }
    }
}
