package dev.reelbatch.cli;

import dev.reelbatch.settings.Settings;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;

/** The sheet that comes by standard input. */
final class InputBytes {

    private InputBytes() {}

    /**
     * Reads standard input to its end.
     *
     * @throws UserException if it is a terminal, or has more bytes than a sheet may have
     */
    static byte[] read(Terminal terminal, Settings settings) {
        if (terminal.canAsk()) {
            throw new UserException(
                    Text.of(
                            "Standard input is a terminal. Send the sheet into it: cat launch.csv | reelbatch run - --job launch"));
        }
        try {
            byte[] sheet = upToLimit(terminal, settings);
            if (sheet.length > most(settings)) {
                throw new UserException(Text.of(
                        "The sheet from standard input is larger than %d MB (reelbatch.link.max-size).",
                        settings.link().maxSize().toMegabytes()));
            }
            if (sheet.length == 0) {
                throw new UserException(Text.of("Standard input is empty, so there is no sheet."));
            }
            return sheet;
        } catch (IOException e) {
            throw new UserException(Text.of("Standard input can't be read: %s", e.getMessage()));
        }
    }

    /** Reads standard input to its end, or to one byte more than a sheet may have. */
    static byte[] upToLimit(Terminal terminal, Settings settings) throws IOException {
        return terminal.input(most(settings) + 1);
    }

    private static int most(Settings settings) {
        return Math.toIntExact(settings.link().maxSize().toBytes());
    }
}
