package dev.reelbatch.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file format of pictures, recognised by its first bytes. */
public enum PictureType {
    JPEG("JPG"),
    PNG("PNG"),
    WEBP("WebP"),
    BMP("BMP"),
    GIF("GIF"),
    TIFF("TIFF"),
    HEIC("HEIC"),
    AVIF("AVIF");

    private static final List<String> HEIC_BRANDS = List.of("heic", "heix", "heim", "heis", "hevc", "mif1", "msf1");

    private final String label;

    PictureType(String label) {
        this.label = label;
    }

    /** Returns the name that people know. */
    public String label() {
        return label;
    }

    /** Returns the usual ending of a file's name. */
    public String extension() {
        return label.toLowerCase(Locale.ROOT);
    }

    /** Returns the media type, as in {@code image/jpeg}. */
    public String mimeType() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the format of a file.
     *
     * @param head its first bytes, at least 16 if it has as many
     * @return null if it is no picture of a known format
     */
    public static @Nullable PictureType of(byte[] head) {
        String text = new String(head, ISO_8859_1);
        if (text.startsWith("\u00FF\u00D8\u00FF")) {
            return JPEG;
        } else if (text.startsWith("\u0089PNG\r\n\u001A\n")) {
            return PNG;
        } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return WEBP;
        } else if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        } else if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return TIFF;
        } else if (text.startsWith("BM") && text.startsWith("\0\0\0\0", 6)) {
            return BMP;
        }
        return text.startsWith("ftyp", 4) ? ofBrand(text.substring(8, Math.min(12, text.length()))) : null;
    }

    private static @Nullable PictureType ofBrand(String brand) {
        return brand.startsWith("avi") ? AVIF : HEIC_BRANDS.contains(brand) ? HEIC : null;
    }
}
