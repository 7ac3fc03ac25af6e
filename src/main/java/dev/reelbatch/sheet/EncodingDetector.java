package dev.reelbatch.sheet;

import dev.reelbatch.sheet.EncodingCandidates.Candidate;
import dev.reelbatch.text.CellText;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the encodings that are self-evident: a mark, ASCII, UTF-8, UTF-16, and GB18030 where it can be nothing
 * else. A wrong guess makes wrong videos that are paid for, so everything else is asked.
 */
final class EncodingDetector {

    static final Charset GB18030 = Charset.forName("GB18030");

    private static final int HEADER_WITHIN = 10;
    private static final int EXAMPLES = 3;
    private static final int EXAMPLE = 40;

    private final Path file;
    private final ReadOptions readOptions;
    private final ByteCounts bytes;

    private EncodingDetector(Path file, ReadOptions readOptions, ByteCounts bytes) {
        this.file = file;
        this.readOptions = readOptions;
        this.bytes = bytes;
    }

    /** @throws UnclearSheetException if it could be several */
    static Charset of(Path file, ReadOptions readOptions) throws IOException {
        Charset marked = byMark(file);
        return marked == null ? new EncodingDetector(file, readOptions, ByteCounts.of(file)).charset() : marked;
    }

    private static @Nullable Charset byMark(Path file) throws IOException {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = HexFormat.of().formatHex(in.readNBytes(4));
        }
        if (start.startsWith("efbbbf")) {
            return StandardCharsets.UTF_8;
        }
        if (start.equals("fffe0000") || start.equals("0000feff")) {
            return Charset.forName(start.startsWith("ff") ? "UTF-32LE" : "UTF-32BE");
        }
        return start.startsWith("fffe")
                ? StandardCharsets.UTF_16LE
                : start.startsWith("feff") ? StandardCharsets.UTF_16BE : null;
    }

    private Charset charset() throws IOException {
        if (bytes.zeros() > 0) {
            return withZeros();
        }
        boolean isUtf8 = decodes(StandardCharsets.UTF_8);
        if (isUtf8 && !isShifted()) {
            SevenBitText.refuse(CsvFile.head(file, StandardCharsets.UTF_8));
            return StandardCharsets.UTF_8;
        }
        EncodingCandidates candidates = EncodingCandidates.of(bytes.sample());
        if (!isUtf8 && isChinese(candidates)) {
            return GB18030;
        }
        if (!isUtf8 && readOptions.isOfFirstEdition()) {
            return asBefore();
        }
        List<Candidate> likely = likely(candidates);
        if (likely.isEmpty() || !isUtf8 && isDamagedUtf8(likely)) {
            return damagedUtf8OrNone();
        }
        throw unclear(likely);
    }

    /** Only UTF-16 and UTF-32 have bytes that are 0, and the many of their letters; a stray one is told with its row. */
    private Charset withZeros() throws IOException {
        boolean isLittle = bytes.littleEndian() > bytes.bigEndian();
        for (String name : isLittle ? List.of("UTF-32LE", "UTF-16LE") : List.of("UTF-32BE", "UTF-16BE")) {
            Charset charset = Charset.forName(name);
            String head = CsvFile.head(file, charset);
            if (decodes(charset) && head.indexOf(0) < 0 && isText(head)) {
                return charset;
            }
        }
        if (bytes.zeros() * 4 < bytes.all() && decodes(StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        throw new SheetException(Text.of("this is not a text file; save the sheet as .xlsx or 'CSV UTF-8'"));
    }

    private static boolean isText(String text) {
        TextPlausibility plausibility = TextPlausibility.of(text);
        return !plausibility.isImpossible() && plausibility.strange() * 4 <= text.length();
    }

    /** A heading in Chinese that is known can be nothing else; without one, the text itself has to be. */
    private boolean isChinese(EncodingCandidates candidates) throws IOException {
        if (hasChineseHeading(CsvFile.head(file, GB18030))) {
            return true;
        }
        Candidate chinese = candidates.in(GB18030);
        return chinese != null
                && chinese.plausibility().isUnmistakablyChinese()
                && !candidates.isPlausibleInAnotherThan(chinese)
                && decodes(GB18030);
    }

    private boolean hasChineseHeading(String head) {
        ColumnNames names = new ColumnNames(readOptions);
        return head.lines()
                .limit(HEADER_WITHIN)
                .flatMap(line -> Arrays.stream(line.split("[,;|\t\"]")))
                .filter(cell -> cell.chars().anyMatch(c -> c > 0x7F))
                .anyMatch(cell -> names.known(List.of(cell)) > 0);
    }

    private boolean isShifted() {
        for (byte b : bytes.sample()) {
            if (b < 0) {
                return false;
            }
        }
        return bytes.sample().length > 0;
    }

    private List<Candidate> likely(EncodingCandidates candidates) throws IOException {
        List<Candidate> likely = new ArrayList<>();
        for (Candidate candidate : candidates.likely()) {
            if (decodes(candidate.charset())) {
                likely.add(candidate);
            }
        }
        return likely;
    }

    /** A run of the first edition was begun with a guess, and what it paid for is read so again. */
    private Charset asBefore() throws IOException {
        Charset western = Charset.forName("windows-1252");
        return isNearlyUtf8() ? StandardCharsets.UTF_8 : decodes(western) ? western : GB18030;
    }

    /** Of other encodings nearly everything is broken as UTF-8, and something else makes better words. */
    private boolean isDamagedUtf8(List<Candidate> likely) throws IOException {
        return !likely.get(0).plausibility().isPlausible() && isNearlyUtf8();
    }

    /** Whoever reads it tells the row of the damage. */
    private Charset damagedUtf8OrNone() throws IOException {
        if (!isShifted() && isNearlyUtf8()) {
            return StandardCharsets.UTF_8;
        }
        throw new SheetException(Text.of(
                "the text is in no encoding that is known, or it is damaged; save the sheet as 'CSV UTF-8' or .xlsx"));
    }

    private boolean isNearlyUtf8() throws IOException {
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
        return whole >= broken;
    }

    private SheetException unclear(List<Candidate> likely) {
        List<UnclearSheetException.Answer> answers = likely.stream()
                .map(candidate -> new UnclearSheetException.Answer(
                        candidate.name(),
                        examples(candidate.text()),
                        readOptions.encodedIn(candidate.name()),
                        "--encoding " + candidate.name()))
                .toList();
        String cures = answers.stream()
                .map(answer -> Text.of(
                        "%s for %s",
                        answer.option(), String.join("", answer.examples().subList(0, 1))))
                .collect(Collectors.joining(Text.of(", ")));
        return new UnclearSheetException(
                Text.of(
                        "the text is not UTF-8, and its encoding can't be told for certain; save the sheet as 'CSV UTF-8' or .xlsx, or say which text is right: %s",
                        cures),
                Text.of("The text is not UTF-8, and its encoding can't be told for certain. Which of these is right?"),
                answers);
    }

    /** The first cells with letters beyond ASCII. */
    private static List<String> examples(String text) {
        return Arrays.stream(text.split("[,;|\t\"\r\n]+"))
                .filter(cell -> cell.chars().anyMatch(c -> c > 0x7F))
                .map(cell -> CellText.quoted(shortened(CellText.normal(cell))))
                .distinct()
                .limit(EXAMPLES)
                .toList();
    }

    /** With its first letters beyond ASCII in view. */
    private static String shortened(String cell) {
        int first = 0;
        while (first < cell.length() && cell.charAt(first) <= 0x7F) {
            first++;
        }
        int start = first < EXAMPLE / 2 ? 0 : cell.lastIndexOf(' ', first - EXAMPLE / 4) + 1;
        String shown = cell.substring(start, Math.min(cell.length(), start + EXAMPLE));
        return (start > 0 ? "…" : "") + shown + (start + EXAMPLE < cell.length() ? "…" : "");
    }

    private boolean decodes(Charset charset) throws IOException {
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
