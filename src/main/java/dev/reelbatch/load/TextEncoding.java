package dev.reelbatch.load;

import dev.reelbatch.text.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises which of the encodings that spreadsheets write a text is in: UTF-8, UTF-16, GB18030 or
 * Windows-1252. A wrong guess makes wrong videos that are paid for, so what is not clear is asked.
 */
final class TextEncoding {

    static final Charset GB18030 = Charset.forName("GB18030");
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Encodings that are none of ours, and that the detector is right about; measured on short sheets. */
    private static final Set<String> OTHERS = Set.of("SHIFT_JIS", "EUC-JP", "EUC-KR", "BIG5", "WINDOWS-1251");

    /** What Excel writes on a Mac, in Turkey and in Central Europe: bytes that Windows-1252 has letters for too. */
    private static final List<String> ALIKE = List.of("x-MacRoman", "windows-1254", "windows-1250");

    private static final int FEW_CHARACTERS = 3;

    private TextEncoding() {}

    static Charset of(Path file) throws IOException {
        Charset marked = byMark(file);
        if (marked != null) {
            return marked;
        }
        ByteCounts bytes = ByteCounts.of(file);
        if (bytes.zeros() > 0) {
            return withZeros(file, bytes);
        }
        return isMeantAsUtf8(file) ? StandardCharsets.UTF_8 : gb18030OrWindows(file, bytes);
    }

    private static @Nullable Charset byMark(Path file) throws IOException {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = HexFormat.of().formatHex(in.readNBytes(3));
        }
        if (start.equals("efbbbf")) {
            return StandardCharsets.UTF_8;
        }
        return start.startsWith("fffe")
                ? StandardCharsets.UTF_16LE
                : start.startsWith("feff") ? StandardCharsets.UTF_16BE : null;
    }

    /** Only UTF-16 has bytes that are 0, and the many of its letters; a stray one is told with its row. */
    private static Charset withZeros(Path file, ByteCounts bytes) throws IOException {
        if (bytes.zeros() * 4 < bytes.all() && decodes(file, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        if (bytes.littleEndian() == bytes.bigEndian()) {
            throw new SheetException(Text.of("this is not a text file; save the sheet as .xlsx or 'CSV UTF-8'"));
        }
        return bytes.littleEndian() > bytes.bigEndian() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    /** It is UTF-8, or nearly: then whoever reads it tells the row of the damage. */
    private static boolean isMeantAsUtf8(Path file) throws IOException {
        if (decodes(file, StandardCharsets.UTF_8)) {
            return true;
        }
        long broken = 0;
        long whole = 0;
        try (Reader text = new InputStreamReader(
                new BufferedInputStream(Files.newInputStream(file)),
                StandardCharsets.UTF_8)) { // replaces what is broken
            for (int c = text.read(); c >= 0; c = text.read()) {
                broken += c == '\uFFFD' ? 1 : 0;
                whole += c > 0x7F && c != '\uFFFD' ? 1 : 0;
            }
        }
        return whole > 2 * broken; // of other encodings nearly everything is broken
    }

    private static Charset gb18030OrWindows(Path file, ByteCounts bytes) throws IOException {
        String detected = bytes.detected() == null ? "" : bytes.detected();
        if (OTHERS.contains(detected)) {
            throw unclear(Text.of("seems to be %s, which is not recognised with certainty", detected), detected);
        }
        boolean isSure = detected.equals("GB18030");
        boolean gb18030 = decodes(file, GB18030);
        boolean chinese = gb18030 && (isSure || bytes.looksChinese());
        boolean western = decodes(file, WINDOWS_1252);
        if (chinese && western && !isSure && bytes.pairs() < FEW_CHARACTERS) {
            throw unclear(
                    Text.of("has too few characters to tell Chinese (GB18030) from Western (windows-1252)"), "GB18030");
        }
        if (western && !chinese) {
            refuseStrangeWord(file);
            return WINDOWS_1252;
        }
        if (gb18030) {
            return GB18030;
        }
        throw unclear(Text.of("is not UTF-8, UTF-16, GB18030 or windows-1252"), "NAME");
    }

    private static void refuseStrangeWord(Path file) throws IOException {
        String word = StrangeWord.first(file, WINDOWS_1252);
        if (word == null) {
            return;
        }
        String other = "NAME";
        for (String name : ALIKE) {
            Charset charset = Charset.forName(name);
            if (decodes(file, charset) && StrangeWord.first(file, charset) == null) {
                other = name;
                break;
            }
        }
        throw unclear(Text.of("would hold words such as %s if it were windows-1252", CellText.quoted(word)), other);
    }

    private static SheetException unclear(String what, String name) {
        return new SheetException(Text.of(
                "the text %s; save the sheet as 'CSV UTF-8' or .xlsx, or say the encoding: --encoding %s", what, name));
    }

    private static boolean decodes(Path file, Charset charset) throws IOException {
        try (Reader text = new StrictReader(new BufferedInputStream(Files.newInputStream(file)), charset)) {
            char[] some = new char[8192];
            while (text.read(some) >= 0) {
                // only whether it can be read counts
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
