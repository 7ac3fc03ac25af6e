package dev.reelbatch.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A language of the console and the report. */
public enum Language {
    ENGLISH("en", List.of("english")),
    CHINESE("zh", List.of("chinese", "中文"));

    private final String tag;
    private final List<String> names;

    Language(String tag, List<String> names) {
        this.tag = tag;
        this.names = names;
    }

    /** Returns the tag as in {@code --lang}: {@code en}, {@code zh}. */
    public String tag() {
        return tag;
    }

    /** Returns the tag for HTML's {@code lang}, by which browsers choose the forms of characters. */
    public String htmlTag() {
        return this == CHINESE ? "zh-Hans" : tag;
    }

    /** Returns the form that shells complete on a command line. */
    @Override
    public String toString() {
        return tag;
    }

    /**
     * Parses a language as people write it: {@code zh}, also {@code zh-CN}, {@code zh_CN.UTF-8} and {@code Chinese}.
     *
     * @throws IllegalArgumentException if it is not supported
     */
    public static Language of(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        String tag = name.split("[-_.@]", 2)[0];
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag) || language.names.contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /**
     * Returns the language of this machine's user; English if it is not supported. The environment is read directly,
     * because Java follows it only if the locale is installed, which containers and bare servers lack. C.UTF-8 says how
     * files are named, but no language.
     */
    public static Language ofThisMachine(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value ->
                        !value.isEmpty() && !value.toLowerCase(Locale.ROOT).startsWith("c.utf"))
                .findFirst()
                .orElse("");
        return isChinese(locale)
                        || isChinese(Locale.getDefault(Locale.Category.DISPLAY).getLanguage())
                ? CHINESE
                : ENGLISH;
    }

    private static boolean isChinese(String locale) {
        return locale.split("[-_.@]", 2)[0].equals(CHINESE.tag);
    }
}
