package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The reason for the state of a clip or a submission, as the ledger keeps it.
 *
 * @param httpStatus null if there was no response
 */
public record ClipError(@Nullable Integer httpStatus, String code, String message) {

    private static final int CODE_LENGTH = 200;
    private static final int MESSAGE_LENGTH = 1000;

    public ClipError {
        code = cut(code, CODE_LENGTH);
        message = cut(message, MESSAGE_LENGTH);
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }
}
