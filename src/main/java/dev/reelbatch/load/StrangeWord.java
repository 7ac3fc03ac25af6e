package dev.reelbatch.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds a word that no language has, as a text shows where it is read in the wrong one of the encodings that
 * have a byte for each letter. Nearly every byte is a letter or a sign in all of them, so nothing else tells: Excel on a
 * Mac writes {@code It’s} so that Windows-1252 reads {@code ItÕs}, and a Polish one {@code słońce} as {@code s³oñce}.
 */
final class StrangeWord {

    /** Signs that people do write inside a word. */
    private static final String INSIDE_WORDS = "´·×®©°¬";

    private static final int LONGEST = 40;

    private StrangeWord() {}

    /** The first of the text; null where it has none, or can't be read in this encoding at all. */
    static @Nullable String first(Path file, Charset charset) throws IOException {
        StringBuilder word = new StringBuilder();
        boolean strange = false;
        try (Reader text = new StrictReader(new BufferedInputStream(Files.newInputStream(file)), charset)) {
            char[] some = new char[8192];
            for (int count = text.read(some); count >= 0; count = text.read(some)) {
                for (int i = 0; i < count; i++) {
                    if (isOfWord(some[i]) && word.length() < LONGEST) {
                        word.append(some[i]);
                        strange |= endsStrangely(word);
                    } else if (strange) {
                        return word.toString();
                    } else {
                        word.setLength(0);
                    }
                }
            }
        } catch (CharacterCodingException e) {
            return null;
        }
        return strange ? word.toString() : null;
    }

    private static boolean isOfWord(char c) {
        return Character.isLetter(c) || isSign(c);
    }

    /** A capital or {@code þ} after a small letter, or a sign between two. */
    private static boolean endsStrangely(CharSequence word) {
        int end = word.length() - 1;
        if (end < 1) {
            return false;
        }
        char last = word.charAt(end);
        char before = word.charAt(end - 1);
        boolean isCapital = last > 0x7F && Character.isUpperCase(last) || last == 'þ';
        boolean isBetween =
                end > 1 && isSign(before) && Character.isLowerCase(word.charAt(end - 2)) && Character.isLowerCase(last);
        return isBetween || isCapital && Character.isLowerCase(before);
    }

    private static boolean isSign(char c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_NUMBER,
                    Character.OTHER_SYMBOL,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL -> c > 0x7F && INSIDE_WORDS.indexOf(c) < 0;
            default -> c == '¿' || c == '‡' || c == '‰' || c == '¶';
        };
    }
}
