package dev.reelbatch.handover;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The console of a person at another process, for a command that this process does: sends frames, takes answers. */
public final class ClientConsole {

    private static final long GLANCE = 1; // seconds

    private final CommandRequest request;
    private final Path folder;
    private final OutputStream stream;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private boolean lost;

    ClientConsole(CommandRequest request, OutputStream stream) {
        this.request = request;
        this.folder = Path.of(request.folder());
        this.stream = stream;
    }

    /** Returns the language of the person. */
    public Language language() {
        return request.spoken();
    }

    /** Returns the absolute folder by which the person means names of files. */
    public Path folder() {
        return folder;
    }

    /** Returns true if the person's environment has another API key than this one. */
    public boolean hasOtherKey(ApiKey own) {
        return request.hasOtherKey(own);
    }

    /** Returns the names of the settings in the person's environment that have another value, or none, in these. */
    public Set<String> settingsOtherThan(Map<String, String> own) {
        return request.settingsOtherThan(own);
    }

    /**
     * Returns the terminal of the command. Its folder ends with {@code /.}, so that a path as it was named,
     * {@code /clips/./sheet.csv}, differs from the same as an absolute path, {@code /clips/sheet.csv}: the first is shown
     * as {@code sheet.csv}, as without a server.
     *
     * @param own the environment of this process
     */
    public Terminal terminal(Map<String, String> own) {
        return Terminal.remote(
                request.console(),
                writer(Frame.Kind.OUT),
                writer(Frame.Kind.ERR),
                writer(Frame.Kind.QUESTION),
                new TextStream(writer(Frame.Kind.SCREEN)),
                new Lines(),
                this::hiddenLine,
                request.within(own),
                folder.resolve("."),
                () -> new ByteArrayInputStream(request.input()));
    }

    /** Tells the person's process that the work goes on without it from now on. */
    public void detachable(String words) {
        send(Frame.Kind.DETACHABLE, words);
    }

    /** Returns true if the person's process has gone. */
    public synchronized boolean isLost() {
        send(Frame.Kind.ALIVE, "");
        return lost;
    }

    /** Takes a line that the person has entered. */
    void answer(String line) {
        answers.add(line);
    }

    synchronized void send(Frame.Kind kind, String text) {
        if (lost) {
            return;
        }
        try {
            stream.write((new Frame(kind, text).json() + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            lost = true;
        }
    }

    private PrintWriter writer(Frame.Kind kind) {
        return new PrintWriter(new FrameWriter(kind), true);
    }

    /** Sends what is written at each flush. */
    private final class FrameWriter extends Writer {

        private final Frame.Kind kind;
        private final StringBuilder text = new StringBuilder();

        FrameWriter(Frame.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void write(char[] characters, int from, int length) {
            synchronized (lock) {
                text.append(characters, from, length);
            }
        }

        @Override
        public void flush() {
            synchronized (lock) {
                if (!text.isEmpty()) {
                    send(kind, asNamed(text.toString()));
                    text.setLength(0);
                }
            }
        }

        @Override
        public void close() {
            flush();
        }

        private String asNamed(String said) {
            String separator = folder.getFileSystem().getSeparator();
            return said.replace(folder.resolve(".") + separator, "");
        }
    }

    /** Text as bytes, in the encoding of the terminal library, which writes single bytes and flushes whole texts. */
    private static final class TextStream extends OutputStream {

        private final PrintWriter out;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        TextStream(PrintWriter out) {
            this.out = out;
        }

        @Override
        public synchronized void write(int character) {
            bytes.write(character);
        }

        @Override
        public synchronized void flush() {
            out.print(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
            out.flush();
        }
    }

    private String hiddenLine() {
        try {
            return Objects.requireNonNullElse(next(Frame.Kind.READ_HIDDEN), "");
        } catch (IOException e) {
            return "";
        }
    }

    /** Asks for a line of the input. Returns null if the person has gone. */
    private @Nullable String next(Frame.Kind kind) throws IOException {
        send(kind, "");
        try {
            while (!isLost()) {
                String line = answers.poll(GLANCE, TimeUnit.SECONDS);
                if (line != null) {
                    return line;
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The person's input, a line at a time. */
    private final class Lines extends Reader {

        private String rest = "";

        @Override
        public int read(char[] characters, int from, int length) throws IOException {
            if (rest.isEmpty()) {
                String line = next(Frame.Kind.READ);
                rest = line == null ? "" : line + "\n";
            }
            int taken = Math.min(length, rest.length());
            rest.getChars(0, taken, characters, from);
            rest = rest.substring(taken);
            return taken == 0 ? -1 : taken;
        }

        @Override
        public void close() {}
    }
}
