package dev.reelbatch.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The console: output, input, and the environment and the working folder of the person at it. */
public final class Terminal {

    private static final Path HERE = Path.of("");

    private final PrintWriter out;
    private final PrintWriter err;
    private final BufferedReader in;
    private final boolean interactive;
    private final BooleanSupplier hasReader;
    private final PrintWriter questions;
    private final Map<String, String> environment;
    private final Path folder;
    private final Supplier<Optional<org.jline.terminal.Terminal>> screen;
    private final Supplier<InputStream> bytes;
    private final @Nullable Supplier<String> hiddenInput;
    private byte @Nullable [] input; // as far as it was read as a whole

    /** Creates a console whose cursor can't be moved. */
    public Terminal(PrintWriter out, PrintWriter err, Reader in, boolean interactive, Map<String, String> environment) {
        this(
                out,
                err,
                in,
                interactive,
                environment,
                HERE,
                () -> interactive,
                interactive ? out : err,
                Optional::empty,
                null,
                () -> Utf8Input.of(in));
    }

    /** Creates a console whose output goes elsewhere while a person sits at its input. */
    public static Terminal ofPipe(PrintWriter out, PrintWriter err, Reader in, Map<String, String> environment) {
        return new Terminal(
                out, err, in, false, environment, HERE, () -> true, err, Optional::empty, null, () -> Utf8Input.of(in));
    }

    /**
     * Creates the console of a person at another process.
     *
     * @param questions receives questions
     * @param screen receives what changes in place
     * @param hiddenInput reads a line that is not shown while it is typed
     * @param folder by which names of files are meant
     * @param bytes the input as a whole, which may be a file
     */
    public static Terminal remote(
            ConsoleTraits client,
            PrintWriter out,
            PrintWriter err,
            PrintWriter questions,
            OutputStream screen,
            Reader in,
            Supplier<String> hiddenInput,
            Map<String, String> environment,
            Path folder,
            Supplier<InputStream> bytes) {
        return new Terminal(
                out,
                err,
                in,
                client.interactive(),
                environment,
                folder,
                client::canAsk,
                questions,
                () -> client.screenOn(screen),
                hiddenInput,
                bytes);
    }

    /** @param moves true if its cursor is going to be moved where that is possible, so that its kind matters */
    public ConsoleTraits traits(boolean moves) {
        Optional<org.jline.terminal.Terminal> found = moves ? screen() : Optional.empty();
        try (org.jline.terminal.Terminal known = found.orElse(null)) {
            return known == null
                    ? new ConsoleTraits(interactive, canAsk(), null, 0, 0)
                    : new ConsoleTraits(interactive, canAsk(), known.getType(), known.getWidth(), known.getHeight());
        } catch (IOException e) {
            return new ConsoleTraits(interactive, canAsk(), null, 0, 0);
        }
    }

    private Terminal(
            PrintWriter out,
            PrintWriter err,
            Reader in,
            boolean interactive,
            Map<String, String> environment,
            Path folder,
            BooleanSupplier hasReader,
            PrintWriter questions,
            Supplier<Optional<org.jline.terminal.Terminal>> screen,
            @Nullable Supplier<String> hiddenInput,
            Supplier<InputStream> bytes) {
        this.bytes = bytes;
        this.out = out;
        this.err = err;
        this.in = new BufferedReader(in);
        this.interactive = interactive;
        this.hasReader = hasReader;
        this.questions = questions;
        this.environment = environment;
        this.folder = folder;
        this.screen = screen;
        this.hiddenInput = hiddenInput;
    }

    public static Terminal ofThisProcess() {
        Charset charset = ProcessConsole.charset();
        boolean interactive = ProcessConsole.isInteractive();
        PrintWriter out = ProcessConsole.writer(FileDescriptor.out, charset);
        PrintWriter err = ProcessConsole.writer(FileDescriptor.err, charset);
        return new Terminal(
                out,
                err,
                new InputStreamReader(System.in, charset),
                interactive,
                System.getenv(),
                HERE,
                ProcessConsole.whetherAsked(interactive),
                interactive ? out : ProcessConsole.screenOr(err, charset),
                () -> ProcessConsole.screen(charset),
                ProcessConsole.hiddenInput(),
                () -> System.in);
    }

    /**
     * Returns a terminal whose lines can be changed in place, to be closed by the caller; empty if that is impossible
     * here.
     */
    public Optional<org.jline.terminal.Terminal> screen() {
        return screen.get();
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /** Reads the input to its end, but no more than so many bytes. Questions can't be asked then. */
    public byte[] input(int most) throws IOException {
        if (input == null) {
            input = bytes.get().readNBytes(most);
        }
        return input;
    }

    /** Returns true if a person reads the output. */
    public boolean isForPeople() {
        return interactive;
    }

    /** Returns true if a person can be asked: the input is a terminal, wherever the output goes. */
    public boolean canAsk() {
        return hasReader.getAsBoolean();
    }

    /** Returns the writer for questions. */
    public PrintWriter questions() {
        return questions;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the working folder, by which names of files are meant; the empty path for that of this process. */
    public Path folder() {
        return folder;
    }

    /** Returns the file that is meant by this name; messages show it as it was named. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Asks a yes-or-no question; anything but a clear yes counts as no. */
    public boolean confirm(String question) {
        return ask(question + " [y/N]").toLowerCase(Locale.ROOT).matches("y|yes|是|好");
    }

    /**
     * Asks for a secret, which a terminal does not show while it is typed. Without a person to ask, it is the next line
     * of the input.
     */
    public String askHidden(String question) {
        if (canAsk()) {
            questions.print(question + " ");
            questions.flush();
        }
        return hiddenLine();
    }

    /** Returns the next line of the input, which a terminal does not show while it is typed; empty at its end. */
    public String hiddenLine() {
        return hiddenInput == null || !canAsk() ? line() : hiddenInput.get();
    }

    /** Asks for a line and returns it without surrounding blanks; empty if there is no answer. */
    public String ask(String question) {
        questions.print(question + " ");
        questions.flush();
        return line().strip();
    }

    /** Returns the next line of the input; empty at its end. */
    public String line() {
        try {
            String answer = in.readLine();
            return answer == null ? "" : answer;
        } catch (IOException e) {
            return "";
        }
    }
}
