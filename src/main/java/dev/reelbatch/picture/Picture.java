package dev.reelbatch.picture;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The outside of a picture, from its header; the picture itself is never decoded.
 *
 * @param width in pixels; 0 for the formats that no model takes: TIFF, HEIC, AVIF
 * @param height in pixels, likewise
 * @param bytes length of the file
 */
public record Picture(PictureType type, int width, int height, long bytes) {

    private static final int HEAD = 32;
    private static final int GIF_HEADER = 13;

    /** A header, and the number of bytes that it takes. */
    private record Header(Picture picture, long end) {}

    /**
     * Reads the header of a file.
     *
     * @return null if it is no picture of a known format
     * @throws IOException if it can't be read, or is damaged or incomplete
     */
    public static @Nullable Picture of(Path file) throws IOException {
        Header header;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            header = header(in, Files.size(file));
        }
        if (header != null && !PictureEnd.isIn(file, header.picture.type, header.end)) {
            throw new EOFException();
        }
        return header == null ? null : header.picture;
    }

    /**
     * Reads the header at the start of a stream.
     *
     * @param bytes length of the whole picture
     * @return null if it is no picture of a known format
     * @throws IOException if it can't be read, or is damaged
     */
    public static @Nullable Picture of(InputStream in, long bytes) throws IOException {
        Header header = header(in, bytes);
        return header == null ? null : header.picture;
    }

    private static @Nullable Header header(InputStream in, long bytes) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        PictureType type = PictureType.of(head);
        if (type == null) {
            return null;
        }
        ByteBuffer little = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.wrap(head);
        try {
            return switch (type) {
                case JPEG -> jpeg(new SequenceInputStream(new ByteArrayInputStream(head), in), bytes);
                case PNG -> sized(type, big.getInt(16), big.getInt(20), bytes);
                case GIF -> gif(little, bytes);
                case BMP -> bmp(little, bytes);
                case WEBP -> webp(little, bytes);
                case TIFF, HEIC, AVIF -> new Header(new Picture(type, 0, 0, bytes), HEAD);
            };
        } catch (IndexOutOfBoundsException e) {
            throw new EOFException();
        }
    }

    private static Header sized(PictureType type, int width, int height, long bytes) throws IOException {
        if (width <= 0 || height <= 0) {
            throw new EOFException();
        }
        return new Header(new Picture(type, width, height, bytes), HEAD);
    }

    private static Header gif(ByteBuffer head, long bytes) throws IOException {
        head.get(GIF_HEADER - 1); // must be there
        return sized(PictureType.GIF, head.getChar(6), head.getChar(8), bytes);
    }

    private static Header bmp(ByteBuffer head, long bytes) throws IOException {
        boolean isOfOldForm = head.getInt(14) == 12;
        return isOfOldForm
                ? sized(PictureType.BMP, head.getChar(18), head.getChar(20), bytes)
                : sized(PictureType.BMP, head.getInt(18), Math.abs(head.getInt(22)), bytes);
    }

    /** Lossy, lossless and extended files have their size at different places. */
    private static Header webp(ByteBuffer head, long bytes) throws IOException {
        if (head.getInt(4) > bytes - 8) {
            throw new EOFException();
        }
        return switch (head.getInt(12)) {
            case 0x20385056 -> // "VP8 "
                sized(PictureType.WEBP, head.getChar(26) & 0x3FFF, head.getChar(28) & 0x3FFF, bytes);
            case 0x4C385056 -> { // "VP8L"
                int bits = head.getInt(21);
                yield sized(PictureType.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bytes);
            }
            case 0x58385056 -> // "VP8X"
                sized(PictureType.WEBP, (head.getInt(24) & 0xFFFFFF) + 1, (head.getInt(26) >>> 8) + 1, bytes);
            default -> throw new EOFException();
        };
    }

    /** Skips the segments before the frame's header, which may hold a preview with a frame of its own. */
    private static Header jpeg(InputStream from, long bytes) throws IOException {
        DataInputStream in = new DataInputStream(from);
        in.readChar(); // start of the image
        long end = 2;
        while (true) {
            int marker = in.readUnsignedByte();
            end++;
            if (isFrame(marker)) {
                in.skipNBytes(3); // length and precision
                int height = in.readChar();
                Header header = sized(PictureType.JPEG, in.readChar(), height, bytes);
                return new Header(header.picture, end);
            } else if (marker == 0xD9 || marker == 0xDA) {
                throw new EOFException(); // the image begins, or ends, without a frame
            } else if (marker != 0xFF && marker > 0x01 && (marker < 0xD0 || marker > 0xD8)) {
                int length = in.readChar();
                in.skipNBytes(length - 2L);
                end += length;
            }
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
