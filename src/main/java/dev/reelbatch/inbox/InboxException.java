package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** The inbox, or a file in it, can't be used; the message gives the reason and the remedy. */
public final class InboxException extends UserException {

    private static final long serialVersionUID = 1L;

    InboxException(String message) {
        super(Kind.UNAVAILABLE, message, null);
    }

    InboxException(String message, IOException cause) {
        super(Kind.UNAVAILABLE, message, cause);
    }

    /** Returns the file system's reason, in a few words that can be put in brackets. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return Text.of("no permission");
        }
        String reason = e instanceof FileSystemException refused ? refused.getReason() : null;
        return reason == null ? String.valueOf(e.getMessage()) : reason;
    }
}
