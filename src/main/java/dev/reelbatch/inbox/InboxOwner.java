package dev.reelbatch.inbox;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.inbox.Inbox.Owner;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The record in working/ of the inbox's owner: two homes would take each other's sheets for their own. */
record InboxOwner(InboxFolders folders) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Returns the file that makes a folder an inbox. */
    static Path file(Path inbox) {
        return new InboxFolders(inbox).working().resolve(".reelbatch.json");
    }

    private Path file() {
        return file(folders.dir());
    }

    /**
     * Claims the inbox.
     *
     * @throws InboxException if another home has it; a real run takes over a rehearsal's
     */
    void claim(Owner mine) {
        try {
            Owner there = read();
            if (there == null || (there.rehearsal() && !mine.rehearsal())) {
                AtomicFile.writeForced(file(), JSON.writeValueAsBytes(mine));
                there = read(); // another process may have written at the same moment
            }
            if (!mine.equals(there)) {
                throw taken(there, mine);
            }
        } catch (IOException | JacksonException e) {
            throw new InboxException(Text.of(
                    "%s can't be read or written, so the owner of this inbox is unknown (%s). Delete the "
                            + "file if no other reelbatch uses the folder.",
                    file(), e instanceof IOException io ? InboxException.reason(io) : Text.of("damaged")));
        }
    }

    private InboxException taken(@Nullable Owner there, Owner mine) {
        boolean real = there != null && !there.rehearsal() && mine.rehearsal();
        return new InboxException(
                real
                        ? Text.of(
                                "The inbox %s is used for real runs; a rehearsal would take its sheets. "
                                        + "Use another folder for the rehearsal.",
                                folders.dir())
                        : Text.of(
                                "The inbox %s belongs to another home of reelbatch. Use another folder, or delete %s if that home is gone.",
                                folders.dir(), file()));
    }

    private @Nullable Owner read() throws IOException {
        try {
            return JSON.readValue(Files.readString(file(), StandardCharsets.UTF_8), Owner.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
