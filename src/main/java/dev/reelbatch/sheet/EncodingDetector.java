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
 * Detects the encodings that are certain: a byte order mark, ASCII, UTF-8, UTF-16, and GB18030 where nothing else is
 * possible. A wrong guess makes wrong videos that are paid for, so in every other case a person is asked.
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

    /** @throws UnclearSheetException if several encodings are possible */
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

    /**
     * Returns the encoding of a text with bytes that are 0. Only UTF-16 and UTF-32 have them, in most letters; a stray
     * one is reported with its row.
     */
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

    /** Returns whether the text is certainly Chinese: by a known heading in Chinese, or, without one, by the text. */
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

    /**
     * Returns the encoding that the first edition guessed: what a run paid for by that guess has to be read the same
     * way.
     */
    private Charset asBefore() throws IOException {
        Charset western = Charset.forName("windows-1252");
        return isNearlyUtf8() ? StandardCharsets.UTF_8 : decodes(western) ? western : GB18030;
    }

    /**
     * Returns whether the text is damaged UTF-8. Text in another encoding is broken nearly everywhere as UTF-8, and
     * reads better in that encoding.
     */
    private boolean isDamagedUtf8(List<Candidate> likely) throws IOException {
        return !likely.get(0).plausibility().isPlausible() && isNearlyUtf8();
    }

    /** Returns UTF-8 for a damaged text, so that reading it reports the damaged row. */
    private Charset damagedUtf8OrNone() throws IOException {
        if (!isShifted() && isNearlyUtf8()) {
            return StandardCharsets.UTF_8;
        }
        throw new SheetException(
                Text.of("the text is damaged or in an unknown encoding; save the sheet as 'CSV UTF-8' or .xlsx"));
    }

    private boolean isNearlyUtf8() throws IOException {
        long broken = 0;
        long whole = 0;
        try (Reader text = new InputStreamReader(
                new BufferedInputStream(Files.newInputStream(file)),
                StandardCharsets.UTF_8)) { // replaces malformed bytes
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
                        "the text is not UTF-8 and its encoding is uncertain; save the sheet as 'CSV "
                                + "UTF-8' or .xlsx, or choose the text that is right: %s",
                        cures),
                Text.of("The text is not UTF-8 and its encoding is uncertain. Which of these is right?"),
                answers);
    }

    /** Returns the first cells with letters beyond ASCII. */
    private static List<String> examples(String text) {
        return Arrays.stream(text.split("[,;|\t\"\r\n]+"))
                .filter(cell -> cell.chars().anyMatch(c -> c > 0x7F))
                .map(cell -> CellText.quoted(shortened(CellText.normal(cell))))
                .distinct()
                .limit(EXAMPLES)
                .toList();
    }

    /** Shortens a cell so that its first letters beyond ASCII remain visible. */
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
                // only whether it decodes matters
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
