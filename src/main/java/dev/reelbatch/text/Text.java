package dev.reelbatch.text;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text for people, in the language of this process. As in GNU gettext the English text is its own key: the code stays
 * readable, and text without a translation appears in English. Translations are beside this class, one YAML file for
 * each language; a test finds every text without one.
 *
 * <p>What programs read (file names, columns, JSON, states, the log's own lines) is never translated.
 */
public final class Text {

    private static volatile Map<String, String> translations = Map.of();
    private static volatile Language language = Language.ENGLISH;

    private Text() {}

    /** Sets the language from now on; texts made before, such as a stored reason, stay as they are. */
    public static void speak(Language chosen) {
        translations = Translations.of(chosen);
        language = chosen;
    }

    public static Language language() {
        return language;
    }

    /**
     * Returns the text, with its values in place of {@code %s} and {@code %d} ({@link java.util.Formatter}).
     *
     * @param english a literal, so that it can be found and translated
     */
    public static String of(String english, @Nullable Object... values) {
        String text = translations.getOrDefault(english, english);
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }

    /** Translates a text without values that is defined elsewhere, such as in an annotation. */
    public static String translated(String english) {
        return translations.getOrDefault(english, english);
    }

    /**
     * Returns a number with its noun: {@code 1 video}, {@code 2 videos}. Its key is that of the plural:
     * {@code "%d videos"}.
     *
     * @param noun a literal in the singular whose plural ends with an s
     */
    public static String counted(long number, String noun) {
        String many = "%d " + noun + "s";
        return translations.isEmpty() && number == 1 ? "1 " + noun : of(many, number);
    }
}
