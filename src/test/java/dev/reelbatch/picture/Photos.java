package dev.reelbatch.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures for tests. */
public final class Photos {

    private Photos() {}

    /** Returns a file of one of Java's own formats: jpg, png, gif or bmp. */
    public static byte[] of(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a picture, in the format of its name's ending. */
    public static Path write(Path file, int width, int height) {
        String name = file.getFileName().toString();
        return write(file, of(name.substring(name.lastIndexOf('.') + 1), width, height));
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a PNG of this many bytes, which differs from those of other numbers. */
    public static Path large(Path file, int bytes, int number) {
        byte[] png = of("png", 640, 640);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(png, 0, 33); // up to the end of the header
            out.write(ByteBuffer.allocate(4).putInt(number).array());
            byte[] block = new byte[1 << 16];
            for (int left = bytes - 37 - 8; left > 0; left -= block.length) {
                out.write(block, 0, Math.min(left, block.length));
            }
            out.write(png, png.length - 8, 8); // IEND
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Returns the head of a WebP file, followed by nothing: {@code VP8 }, {@code VP8L} or {@code VP8X}. */
    public static byte[] webp(String kind, int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(56);
        file.put(("WEBP" + kind).getBytes(StandardCharsets.US_ASCII)).putInt(44);
        switch (kind) {
            case "VP8 " -> file.position(26).putShort((short) width).putShort((short) height);
            case "VP8L" -> file.put((byte) 0x2F).putInt((height - 1) << 14 | (width - 1));
            default -> file.position(24).putInt(width - 1).position(27).putInt(height - 1);
        }
        return file.array();
    }
}
