package dev.reelbatch.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.function.SingletonSupplier;

/** The console of this process, as far as Java and JLine can find it out: its charset, its ends, its screen. */
final class ProcessConsole {

    private static final Logger log = LoggerFactory.getLogger(ProcessConsole.class);

    private ProcessConsole() {}

    /** Returns what reads a line without showing it; null without a terminal. */
    static @Nullable Supplier<String> hiddenInput() {
        Console console = System.console();
        return console == null
                ? null
                : () -> {
                    char[] line = console.readPassword();
                    return line == null ? "" : new String(line);
                };
    }

    static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
        return new PrintWriter(new FileOutputStream(descriptor), true, charset);
    }

    /**
     * Returns the console's charset. A bare environment reports ASCII; UTF-8 is used instead, which loses nothing
     * there.
     */
    static Charset charset() {
        Console console = System.console();
        if (console != null) {
            return notAscii(console.charset()); // on Windows it differs from the charset of files
        }
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return notAscii(charset);
    }

    private static Charset notAscii(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** From Java 22 on a Console exists without a terminal too, and a method tells the two apart. */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Finds out on first use whether questions can be asked. */
    static BooleanSupplier whetherAsked(boolean interactive) {
        SingletonSupplier<Boolean> asked = SingletonSupplier.of(() -> interactive || isInputATerminal());
        return asked::obtain;
    }

    /** Checks the input alone; Java only reports whether both ends are a terminal. */
    private static boolean isInputATerminal() {
        for (String provider : List.of("jni", "exec")) {
            try {
                return TerminalProvider.load(provider).isSystemStream(SystemStream.Input);
            } catch (IOException | RuntimeException | LinkageError e) {
                log.debug("Whether the input is a terminal can't be found out by {}", provider, e);
            }
        }
        return false;
    }

    /** Returns a writer to the screen for questions while the output goes into a file or another program. */
    static PrintWriter screenOr(PrintWriter err, Charset charset) {
        try {
            return new PrintWriter(new FileOutputStream("/dev/tty"), true, charset);
        } catch (FileNotFoundException e) { // no terminal, or Windows
            return err;
        }
    }

    /** Returns the terminal; empty if the output is not one, or if its cursor can't be moved. */
    static Optional<org.jline.terminal.Terminal> screen(Charset charset) {
        try {
            org.jline.terminal.Terminal screen = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .dumb(true) // rather than print a warning
                    .encoding(charset)
                    .build();
            if (screen.getStringCapability(Capability.cursor_up) != null) {
                return Optional.of(screen);
            }
            screen.close();
        } catch (IOException | RuntimeException | LinkageError e) {
            log.info("No screen; plain lines will do", e);
        }
        return Optional.empty();
    }
}
