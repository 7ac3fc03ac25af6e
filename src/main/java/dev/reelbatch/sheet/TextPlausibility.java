package dev.reelbatch.sheet;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Set;

/**
 * The share of a text beyond ASCII that is plausible. Nearly every byte is a letter in every encoding, so only words
 * tell encodings apart: {@code słońce} is {@code s³oñce} in Windows-1252, and no language has that.
 */
final class TextPlausibility {

    private static final Set<Integer> SIGNS =
            codePoints("“”„‚‘’«»‹›–—…•·°€£¥¢§©®™½¼¾⅓⅔×÷±²³¹ªº¿¡µ¶†‰´ˮʼ\u00A0\u00AD\u200B\u200E\u200F\u2010\u2011\u2026№"
                    + "、。「」『』《》〈〉【】〔〕（）［］｛｝！？，．：；～〜＂＇％＆＋－／＝＠＃＊＿－＜＞・ー々〇←→↑↓★☆●○◆◇■□▲△▼▽※℃①②③④⑤⑥⑦⑧⑨⑩−―‖￥　");
    private static final Set<Integer> INSIDE_WORDS = codePoints("’‘´·ʼ–—…•×®©°™\u00AD\u00A0\u2010\u2011№");
    private static final Set<UnicodeScript> ALPHABETIC = Set.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.THAI);

    private final int[] ofLanguage = new int[Alphabets.LANGUAGE_COUNT];
    private final int[] ofLanguageInLine = new int[Alphabets.LANGUAGE_COUNT];
    private boolean impossible;
    private int all;
    private int strange;
    private int letters;
    private int lettersInLine;
    private int foreignInLines;
    private int han;
    private int commonHan;
    private int kana;
    private int hangul;
    private boolean wordBeforeSign;
    private int last = ' ';

    private TextPlausibility() {}

    static TextPlausibility of(CharSequence text) {
        TextPlausibility plausibility = new TextPlausibility();
        text.codePoints().forEach(plausibility::add);
        plausibility.endLine();
        return plausibility;
    }

    private static Set<Integer> codePoints(String text) {
        return Set.copyOf(text.codePoints().boxed().toList());
    }

    private void add(int c) {
        if (c == '\n' || c == '\r') {
            endLine();
        }
        if (c > 0x7F) {
            all++;
            inspect(c);
        } else if (Character.isUpperCase(c) && last > 0x7F && Character.isLowerCase(last)) {
            strange++;
        }
        if (isSeparating(c)) {
            wordBeforeSign |= isAlphabetic(last);
        } else {
            strange += wordBeforeSign && isAlphabetic(c) ? 1 : 0;
            wordBeforeSign = false;
        }
        last = c;
    }

    private static boolean isSeparating(int c) {
        return c > 0x7F && SIGNS.contains(c) && !INSIDE_WORDS.contains(c);
    }

    private void inspect(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE ->
                impossible = true;
            default -> {
                if (c == 0xFFFD) {
                    impossible = true;
                } else if (!SIGNS.contains(c)) {
                    lookAtLetter(c);
                }
            }
        }
    }

    private void lookAtLetter(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        switch (script) {
            case HAN -> {
                han++;
                commonHan += Alphabets.isCommonHan(c) ? 1 : 0;
            }
            case HANGUL -> {
                hangul++;
                strange += Alphabets.isModernHangul(c) ? 0 : 1;
            }
            case HIRAGANA, KATAKANA -> {
                kana++;
                strange += c >= 0xFF61 ? 1 : 0; // half-width letters
            }
            default -> lookAtAlphabetic(c, script);
        }
    }

    private void lookAtAlphabetic(int c, UnicodeScript script) {
        long languages = Alphabets.languagesWith(c);
        if (languages == 0) {
            boolean isPicture = c >= 0x1F000 || c >= 0x2600 && c < 0x2800;
            boolean isWide = c >= 0xFF01 && c <= 0xFF5E;
            strange += isPicture || isWide ? 0 : 1;
            return;
        }
        letters++;
        lettersInLine++;
        for (int i = 0; i < ofLanguage.length; i++) {
            int has = (int) (languages >> i & 1);
            ofLanguage[i] += has;
            ofLanguageInLine[i] += has;
        }
        boolean isMark = Character.getType(c) == Character.NON_SPACING_MARK;
        boolean isMisplaced =
                isMark && !(Character.isLetter(last) || Character.getType(last) == Character.NON_SPACING_MARK);
        boolean isAmongOthers = !isMark && isAlphabetic(last) && UnicodeScript.of(last) != script;
        boolean isCapitalInWord = Character.isUpperCase(c) && Character.isLowerCase(last);
        strange += isMisplaced || isAmongOthers || isCapitalInWord || isThaiMisplaced(c) ? 1 : 0;
    }

    /**
     * Returns whether a Thai sign lacks its base: a vowel written before its consonant needs one, and so does a mark
     * above.
     */
    private boolean isThaiMisplaced(int c) {
        boolean isAfterLeadingVowel = last >= 0x0E40 && last <= 0x0E44;
        boolean isConsonant = c >= 0x0E01 && c <= 0x0E2E;
        boolean isOnTop = c >= 0x0E31 && c <= 0x0E3A && c != 0x0E32 && c != 0x0E33;
        boolean isOnVowel = last >= 0x0E30 && last <= 0x0E3A || last >= 0x0E45 && last <= 0x0E4E;
        return isAfterLeadingVowel && !isConsonant || isOnTop && isOnVowel;
    }

    private static boolean isAlphabetic(int c) {
        return Character.isLetter(c) && ALPHABETIC.contains(UnicodeScript.of(c));
    }

    private void endLine() {
        foreignInLines += lettersInLine - most(ofLanguageInLine);
        lettersInLine = 0;
        Arrays.fill(ofLanguageInLine, 0);
    }

    private static int most(int[] counts) {
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        return most;
    }

    /** Returns whether the text has what no text has: control characters, or code points without a character. */
    boolean isImpossible() {
        return impossible;
    }

    /** Returns the number of characters beyond ASCII. */
    int all() {
        return all;
    }

    /** Returns the number of characters that no language explains, each line judged by its own language. */
    int strange() {
        int rare = Math.max(0, 4 * (han - commonHan) - han) / 3; // a quarter may be rare
        int notKorean = Math.min(hangul, han);
        return strange + foreignInLines + rare + notKorean;
    }

    /** Returns the number of letters that the text's main language does not have; a sheet may use several languages. */
    int foreign() {
        return letters - most(ofLanguage);
    }

    boolean isPlausible() {
        return !impossible && strange() * 50 <= all;
    }

    /**
     * Returns whether so much of the text is common Chinese characters, with no letters of other languages, that it is
     * Chinese.
     */
    boolean isUnmistakablyChinese() {
        return isPlausible()
                && han >= 3
                && commonHan * 10 >= han * 7
                && kana == 0
                && hangul == 0
                && letters * 20 <= han;
    }
}
