package dev.reelbatch.simulator;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Picture;
import dev.reelbatch.picture.PictureType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A picture that came in Base64; only its header is kept. */
record DecodedPicture(String sha256, Picture picture) {

    private static final int FIRST = 64; // characters; no picture is shorter
    private static final int LONGEST_HEAD = 1 << 19;
    private static final int BLOCK = 1 << 13;

    /**
     * Decodes the rest of a text of JSON, up to its quotation mark.
     *
     * @return null if it is no picture in Base64; then only its first characters were read
     */
    static @Nullable DecodedPicture of(InputStream in) throws IOException {
        byte[] first = in.readNBytes(FIRST);
        PictureType type;
        try {
            type = first.length < FIRST
                    ? null
                    : PictureType.of(Base64.getDecoder().decode(first));
        } catch (IllegalArgumentException e) {
            return null;
        }
        return type == null ? null : of(first, type, in);
    }

    private static DecodedPicture of(byte[] first, PictureType type, InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        long length = 0;
        byte[] pending = first;
        while (pending != null) {
            int whole = pending.length / 4 * 4;
            byte[] bytes = Base64.getDecoder().decode(Arrays.copyOf(pending, whole));
            digest.update(bytes);
            length += bytes.length;
            head.write(bytes, 0, Math.min(bytes.length, LONGEST_HEAD - head.size()));
            pending = more(Arrays.copyOfRange(pending, whole, pending.length), in);
        }
        return new DecodedPicture(Sha256.hex(digest), picture(type, head.toByteArray(), length));
    }

    /** Returns the next characters, after these; null at the end of the text. */
    private static byte @Nullable [] more(byte[] rest, InputStream in) throws IOException {
        byte[] block = Arrays.copyOf(rest, rest.length + BLOCK);
        in.mark(BLOCK);
        int n = in.read(block, rest.length, BLOCK);
        if (n < 0) {
            throw new EOFException();
        }
        int end = rest.length;
        while (end < rest.length + n && block[end] != '"') {
            end++;
        }
        in.reset();
        in.skipNBytes(end - rest.length);
        return end == rest.length ? null : Arrays.copyOf(block, end);
    }

    private static Picture picture(PictureType type, byte[] head, long length) {
        try {
            Picture picture = Picture.of(new ByteArrayInputStream(head), length);
            return picture == null ? new Picture(type, 0, 0, length) : picture;
        } catch (IOException e) {
            return new Picture(type, 0, 0, length);
        }
    }
}
