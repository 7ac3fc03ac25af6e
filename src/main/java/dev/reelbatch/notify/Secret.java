package dev.reelbatch.notify;

/** A text that no log, report or error may show: it leaves this package only in a request to its own host. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Creates a secret from any text, without outer blanks, as pasting adds them. Settings are bound by this method.
     */
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
