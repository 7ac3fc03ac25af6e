package dev.reelbatch.text;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text for people, in the language of the work that asks for it, or else of this process. As in GNU gettext the
 * English text is its own key: the code stays readable, and text without a translation appears in English. Translations
 * are beside this class, one YAML file for each language; a test finds every text without one.
 *
 * <p>What programs read (file names, columns, JSON, states, the log's own lines) is never translated.
 */
public final class Text {

    private record Speech(Language language, Map<String, String> translations) {

        static Speech of(Language language) {
            return KNOWN.computeIfAbsent(language, known -> new Speech(known, Translations.of(known)));
        }
    }

    private static final Map<Language, Speech> KNOWN = new ConcurrentHashMap<>();

    /** The language of one person's work, also in threads that the work starts; none for that of the process. */
    private static final ThreadLocal<@Nullable Speech> OF_WORK = new InheritableThreadLocal<>();

    private static volatile Speech ofProcess = new Speech(Language.ENGLISH, Map.of());

    private Text() {}

    /** Sets the language of this process from now on; texts made before, such as a stored reason, stay as they are. */
    public static void speak(Language chosen) {
        ofProcess = Speech.of(chosen);
    }

    /** Does work for a person in that person's language, including what threads say that the work starts. */
    public static <T> T in(Language language, Supplier<T> work) {
        Speech before = OF_WORK.get();
        OF_WORK.set(language == speech().language() ? speech() : Speech.of(language));
        try {
            return work.get();
        } finally {
            if (before == null) {
                OF_WORK.remove();
            } else {
                OF_WORK.set(before);
            }
        }
    }

    private static Speech speech() {
        Speech ofWork = OF_WORK.get();
        return ofWork == null ? ofProcess : ofWork;
    }

    public static Language language() {
        return speech().language();
    }

    /**
     * Returns the text, with its values in place of {@code %s} and {@code %d} ({@link java.util.Formatter}).
     *
     * @param english a literal, so that it can be found and translated
     */
    public static String of(String english, @Nullable Object... values) {
        String text = speech().translations().getOrDefault(english, english);
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }

    /** Translates a text without values that is defined elsewhere, such as in an annotation. */
    public static String translated(String english) {
        return speech().translations().getOrDefault(english, english);
    }

    /**
     * Returns a number with its noun: {@code 1 video}, {@code 2 videos}. Its key is that of the plural:
     * {@code "%d videos"}.
     *
     * @param noun a literal in the singular whose plural ends with an s
     */
    public static String counted(long number, String noun) {
        String many = "%d " + noun + "s";
        return speech().translations().isEmpty() && number == 1 ? "1 " + noun : of(many, number);
    }
}
