package dev.reelbatch.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What another process needs to know of a console.
 *
 * @param interactive whether a person reads its output
 * @param canAsk whether a person can be asked
 * @param type the name of the terminal's kind, such as {@code xterm}; null if its cursor can't be moved
 */
public record ConsoleTraits(
        boolean interactive, boolean canAsk, @Nullable String type, int columns, int rows) {

    private static final Logger log = LoggerFactory.getLogger(ConsoleTraits.class);

    /** Returns a terminal of its kind and size whose lines can be changed in place; empty if that is impossible. */
    Optional<Terminal> screenOn(OutputStream out) {
        if (type == null) {
            return Optional.empty();
        }
        try {
            Terminal screen = new LineDisciplineTerminal("client", type, out, StandardCharsets.UTF_8);
            screen.setSize(new Size(columns, rows));
            if (screen.getStringCapability(Capability.cursor_up) != null) {
                return Optional.of(screen);
            }
            screen.close();
        } catch (IOException e) {
            log.info("No screen; plain lines will do", e);
        }
        return Optional.empty();
    }
}
