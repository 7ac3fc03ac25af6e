package dev.reelbatch.notify;

/** A text that no log, report or error may show: it leaves this package in a request to its own host alone. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Any text; blanks around it are cut, as after pasting. Settings are bound by this method. */
    public static Secret of(String text) {
        return new Secret(text.strip());
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
