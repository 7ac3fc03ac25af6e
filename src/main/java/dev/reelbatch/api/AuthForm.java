package dev.reelbatch.api;

/**
 * The form of the key in the {@code Authorization} header. The model's page sends it plain, the vendor's general page
 * as a bearer token; the account decides which one it takes.
 */
public enum AuthForm {
    PLAIN(""),
    BEARER("Bearer ");

    private final String prefix;

    AuthForm(String prefix) {
        this.prefix = prefix;
    }

    String header(String key) {
        return prefix + key;
    }

    /** Returns the form to try if the API refuses this one. */
    AuthForm other() {
        return this == PLAIN ? BEARER : PLAIN;
    }
}
