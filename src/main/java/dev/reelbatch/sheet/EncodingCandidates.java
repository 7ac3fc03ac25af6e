package dev.reelbatch.sheet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The encodings that a text may have: in them all of its bytes are letters and signs, in words that people write. */
final class EncodingCandidates {

    /**
     * The encodings, by the number of people whose programs write them; of encodings that read the same text, the first
     * represents all.
     */
    private static final List<String> NAMES = List.of(("GB18030 windows-1252 Big5 Shift_JIS EUC-KR windows-1251"
                    + " windows-1250 windows-1254 windows-1253 windows-1257 windows-1255 windows-1256 windows-1258"
                    + " windows-874 EUC-JP windows-31j x-windows-950 Big5-HKSCS x-windows-949 x-MacRoman KOI8-R KOI8-U"
                    + " IBM850 IBM852 IBM866 IBM437 IBM857 IBM775 IBM855 IBM737 IBM862 IBM864 ISO-8859-1 ISO-8859-2"
                    + " ISO-8859-15 ISO-8859-5 ISO-8859-7 ISO-8859-9 ISO-8859-13 ISO-8859-16 ISO-8859-3 ISO-8859-4"
                    + " ISO-8859-6 ISO-8859-8 IBM860 IBM861 IBM863 IBM865 IBM869 x-MacCentralEurope x-MacCyrillic"
                    + " x-MacTurkish x-MacGreek x-MacCroatian x-MacRomania x-MacIceland x-MacUkraine x-MacHebrew"
                    + " x-MacArabic x-MacThai x-Johab x-EUC-TW CESU-8")
            .split(" "));

    private static final List<String> SHIFTED = List.of(
            "ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN", "ISO-2022-JP-2", "x-windows-iso2022jp", "x-windows-50221");

    private static final int MOST = 6;

    /** A text decoded by one of the encodings. */
    record Candidate(String name, String text, TextPlausibility plausibility) {

        Charset charset() {
            return Charset.forName(name);
        }
    }

    private final List<Candidate> all;

    private EncodingCandidates(List<Candidate> all) {
        this.all = all;
    }

    static EncodingCandidates of(byte[] sample) {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        for (String name : hasHighBytes(sample) ? NAMES : SHIFTED) {
            String text = Charset.isSupported(name) ? decoded(sample, Charset.forName(name)) : null;
            if (text != null && !byText.containsKey(text)) {
                TextPlausibility plausibility = TextPlausibility.of(text);
                if (!plausibility.isImpossible() && plausibility.all() > 0) {
                    byText.put(text, new Candidate(name, text, plausibility));
                }
            }
        }
        List<Candidate> all = new ArrayList<>(byText.values());
        all.sort(Comparator.comparingInt(
                        (Candidate candidate) -> candidate.plausibility().strange())
                .thenComparingInt(candidate -> candidate.plausibility().foreign()));
        return new EncodingCandidates(all);
    }

    private static boolean hasHighBytes(byte[] sample) {
        for (byte b : sample) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String decoded(byte[] sample, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(sample)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Nullable Candidate in(Charset charset) {
        return all.stream()
                .filter(candidate -> candidate.charset().equals(charset))
                .findFirst()
                .orElse(null);
    }

    boolean isPlausibleInAnotherThan(Candidate one) {
        return all.stream()
                .anyMatch(other -> other != one && other.plausibility().isPlausible());
    }

    /** Returns the candidates, likeliest first. */
    List<Candidate> likely() {
        Candidate pairs = in(Charset.forName("CESU-8"));
        if (pairs != null || all.isEmpty()) {
            return pairs == null ? all : List.of(pairs); // no other text has all its letters in the form of UTF-8
        }
        TextPlausibility best = all.get(0).plausibility();
        int bound = best.strange() + best.all() / 30;
        return all.stream()
                .filter(candidate -> candidate.plausibility().strange() <= bound)
                .limit(MOST)
                .toList();
    }
}
