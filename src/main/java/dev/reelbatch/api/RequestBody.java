package dev.reelbatch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.picture.PictureStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The body of a submit: JSON, in which the bytes of each picture take the place of its reference as they are sent.
 * However large the pictures are, it needs little memory.
 */
final class RequestBody extends AbstractHttpEntity {

    // The page's own example sends no charset, and JSON is always UTF-8.
    private static final ContentType JSON = ContentType.create("application/json");

    private static final int CHUNK = 3 * 16 * 1024; // whole groups of Base64

    /** The slowest upload, in bytes per second, that does not count as a stall. */
    private static final long SLOWEST = 32 * 1024;

    private final Runnable onSent;
    private final List<Part> parts = new ArrayList<>();

    /** A text, or an open picture. */
    private record Part(byte[] text, @Nullable FileChannel picture, long length) {}

    /**
     * Opens the pictures and compares their content.
     *
     * @param onSent runs as the last byte leaves
     * @throws IOException if a picture is missing or damaged
     */
    RequestBody(String json, PictureStore pictures, Runnable onSent) throws IOException {
        super(JSON, null);
        this.onSent = onSent;
        Matcher reference = PictureReference.inJson().matcher(json);
        int from = 0;
        try {
            while (reference.find()) {
                add(json.substring(from, reference.end("form")));
                add(pictures.open(reference.group("sha256")));
                from = reference.end();
            }
            add(json.substring(from));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        parts.add(new Part(bytes, null, bytes.length));
    }

    private void add(FileChannel picture) throws IOException {
        parts.add(new Part(new byte[0], picture, (picture.size() + 2) / 3 * 4));
    }

    @Override
    public long getContentLength() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    /** Returns the longest time that sending may take. */
    Duration timeToSend() {
        return Duration.ofSeconds(getContentLength() / SLOWEST);
    }

    @Override
    public boolean isRepeatable() {
        return false; // otherwise the library would send it again to a server that requests a password
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            if (part.picture == null) {
                out.write(part.text);
            } else {
                write(part.picture, part.length, out);
            }
        }
        onSent.run();
    }

    private static void write(FileChannel picture, long length, OutputStream out) throws IOException {
        InputStream in = Channels.newInputStream(picture);
        byte[] chunk = new byte[CHUNK];
        long written = 0;
        for (int n = in.readNBytes(chunk, 0, CHUNK); n > 0; n = in.readNBytes(chunk, 0, CHUNK)) {
            byte[] base64 = Base64.getEncoder().encode(n == CHUNK ? chunk : Arrays.copyOf(chunk, n));
            out.write(base64);
            written += base64.length;
        }
        if (written != length) {
            throw new IOException("A picture was changed while it was sent");
        }
    }

    /** Closes the pictures. Never throws: the request may have been sent. */
    @Override
    public void close() {
        for (Part part : parts) {
            try {
                if (part.picture != null) {
                    part.picture.close();
                }
            } catch (IOException e) {
                // it was only read
            }
        }
    }
}
