package dev.reelbatch.download;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The compression that a host applied to a file, against our request or by mistake. The bytes tell it; a
 * Content-Encoding may be missing, name one that was undone on the way, or be unknown.
 */
enum Packing {
    GZIP,
    /** {@code deflate} as the standard defines it. */
    ZLIB,
    /** {@code deflate} as some servers send it. */
    DEFLATE,
    /** The frames of an upload to an object store, stored with the file. */
    AWS_CHUNKED;

    private static final Pattern GZIP_HEAD = Pattern.compile("\\x1F\\x8B\\x08");
    private static final Pattern ZLIB_HEAD = Pattern.compile("\\x78[\\x01\\x5E\\x9C\\xDA]");
    private static final Pattern CHUNK_HEAD =
            Pattern.compile("[0-9a-fA-F]{1,8}(;chunk-signature=[^\\r\\n]{1,200})?\\r\\n");
    private static final Set<FileKind> NOTHING = EnumSet.of(FileKind.UNKNOWN, FileKind.TEXT, FileKind.EMPTY);
    private static final int PROBE = 64;

    /** Detects the packing; null for a file that is not packed. */
    static @Nullable Packing of(FileHead head) {
        if (IsoBoxes.begin(head)) {
            return null;
        } else if (GZIP_HEAD.matcher(head.bytes()).lookingAt()) {
            return GZIP;
        } else if (CHUNK_HEAD.matcher(head.bytes()).lookingAt()) {
            return AWS_CHUNKED;
        } else if (ZLIB_HEAD.matcher(head.bytes()).lookingAt() && ZLIB.makesSense(head)) {
            return ZLIB;
        }
        return head.kind() == FileKind.UNKNOWN && DEFLATE.makesSense(head) ? DEFLATE : null;
    }

    /** Returns whether unpacking yields a known kind: nearly any bytes can be taken for packed ones. */
    private boolean makesSense(FileHead head) {
        byte[] packed = head.bytes().getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = new byte[PROBE];
        int length = 0;
        try (InputStream unpacked = unpack(new ByteArrayInputStream(packed))) {
            for (int n = 0; n >= 0 && length < PROBE; n = unpacked.read(start, length, PROBE - length)) {
                length += n;
            }
        } catch (IOException e) {
            // so few packed bytes yield no more
        }
        FileHead inside = new FileHead(new String(start, 0, length, StandardCharsets.ISO_8859_1));
        return IsoBoxes.begin(inside) || !NOTHING.contains(inside.kind());
    }

    /** Returns the unpacked stream; reading it throws if the packed bytes are damaged or end early. */
    InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPInputStream(packed);
            case ZLIB -> new InflaterInputStream(packed);
            case DEFLATE -> new InflaterInputStream(packed, new Inflater(true));
            case AWS_CHUNKED -> new AwsChunkedInputStream(packed);
        };
    }
}
