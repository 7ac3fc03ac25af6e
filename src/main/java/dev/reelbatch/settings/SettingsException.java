package dev.reelbatch.settings;

/** A setting that is unknown or can't be understood; the message names it and what would be right. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
