package dev.reelbatch.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The letters beyond ASCII of the languages that people write in encodings older than Unicode. */
final class Alphabets {

    private static final List<String> LETTERS =
            List.of(
                    "áčďéěíňóřšťúůýž", // Czech
                    "áäčďéíĺľňóôŕšťúýž", // Slovak
                    "ąćęłńóśźż", // Polish
                    "áéíóöőúüű", // Hungarian
                    "čćđšž", // Croatian, Slovenian
                    "ăâîșşțţ", // Romanian
                    "äöüßé", // German
                    "àâæçéèêëîïôœùûüÿ", // French
                    "áéíñóúüªº", // Spanish
                    "àçéèíïóòúü·", // Catalan
                    "ãáàâçéêíõóôúüªº", // Portuguese
                    "àéèìíîòóùú", // Italian
                    "éèêëïóöüáíú", // Dutch
                    "æøåéóòôü", // Danish, Norwegian
                    "åäöéüà", // Swedish, Finnish
                    "áðéíóúýþæö", // Icelandic
                    "äõöüšž", // Estonian
                    "āčēģīķļņšūž", // Latvian
                    "ąčęėįšųūž", // Lithuanian
                    "çğıöşüâîûi̇", // Turkish
                    "ċġħżà", // Maltese
                    "ĉĝĥĵŝŭ", // Esperanto
                    "âêîôûŵŷäëïöüáéíóúàèìòù", // Welsh, Irish, Scottish
                    "ëç", // Albanian
                    "éèêëïîôçñáàäöüåæøíóãœß", // words that English borrows
                    "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u0300\u0301\u0303\u0309\u0323", // Vietnamese
                    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", // Russian, Bulgarian
                    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", // Ukrainian
                    "абвгдеёжзійклмнопрстуўфхцчшыьэюя", // Belarusian
                    "абвгдђежзијклљмнњопрстћуфхцчџш", // Serbian
                    "абвгдѓежзѕијклљмнњопрстќуфхцчџш", // Macedonian
                    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", // Greek
                    "אבגדהוזחטיךכלםמןנסעףפץצקרשת\u05B0\u05B4\u05B5\u05B6\u05B7\u05B8\u05B9\u05BC", // Hebrew
                    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی،؛؟ـ\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652", // Arabic, Persian
                    thai());

    /** The letters' languages, one bit per language. */
    private static final Map<Integer, Long> LANGUAGES = languages();

    /**
     * The common Chinese characters, in the three forms that Chinese and Japanese use: they make up far more than half
     * of running text.
     */
    private static final Set<Integer> COMMON_HAN = commonHan();

    /** The 2,350 syllables of the Korean standard, of the 11,172 that are possible. */
    private static final Set<Integer> MODERN_HANGUL = modernHangul();

    static final int LANGUAGE_COUNT = LETTERS.size();

    private Alphabets() {}

    /** Thai, without two letters that nobody writes any more and the signs of old books. */
    private static String thai() {
        StringBuilder thai = new StringBuilder();
        for (char c = '\u0E01'; c <= '\u0E59'; c++) {
            boolean isUsed = c != '\u0E03' && c != '\u0E05' && c != '\u0E4F' && c != '\u0E3A';
            thai.append(isUsed && Character.isDefined(c) ? String.valueOf(c) : "");
        }
        return thai.toString();
    }

    private static Map<Integer, Long> languages() {
        Map<Integer, Long> languages = new HashMap<>();
        for (int i = 0; i < LETTERS.size(); i++) {
            long bit = 1L << i;
            LETTERS.get(i).codePoints().forEach(c -> languages.merge(c, bit, (a, b) -> a | b));
        }
        return languages;
    }

    private static Set<Integer> commonHan() {
        try (InputStream in = Objects.requireNonNull(Alphabets.class.getResourceAsStream("common-han.txt"))) {
            Set<Integer> all = new HashSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).codePoints().forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> modernHangul() {
        CharsetEncoder standard = Charset.forName("EUC-KR").newEncoder();
        return IntStream.rangeClosed(0xAC00, 0xD7A3)
                .filter(c -> standard.canEncode((char) c))
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Returns a bit for each language that has the letter, in either case. */
    static long languagesWith(int letter) {
        return LANGUAGES.getOrDefault(Character.toLowerCase(letter), 0L);
    }

    static boolean isModernHangul(int c) {
        return MODERN_HANGUL.contains(c);
    }

    static boolean isCommonHan(int c) {
        return COMMON_HAN.contains(c);
    }
}
