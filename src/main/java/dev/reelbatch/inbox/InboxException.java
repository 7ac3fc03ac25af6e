package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** The inbox, or a file in it, can't be used; the message says why and what to do. */
public final class InboxException extends UserException {

    private static final long serialVersionUID = 1L;

    InboxException(String message) {
        super(Kind.UNAVAILABLE, message, null);
    }

    InboxException(String message, IOException cause) {
        super(Kind.UNAVAILABLE, message, cause);
    }

    /** Why the file system refused, in a few words that can stand in brackets. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return Text.of("no permission");
        }
        String reason = e instanceof FileSystemException refused ? refused.getReason() : null;
        return reason == null ? String.valueOf(e.getMessage()) : reason;
    }
}
