package dev.reelbatch.text;

import java.util.Locale;

/** A language that reelbatch speaks on the console and in the report. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As in {@code --lang} and in HTML's {@code lang}: {@code en}, {@code zh}. */
    public String tag() {
        return tag;
    }

    /** The one that this machine's user reads; English if reelbatch does not speak it. */
    public static Language ofThisMachine() {
        return Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals(CHINESE.tag) ? CHINESE : ENGLISH;
    }
}
