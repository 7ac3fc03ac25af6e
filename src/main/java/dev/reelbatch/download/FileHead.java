package dev.reelbatch.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The first bytes of a file, and the kind that they tell. */
record FileHead(String bytes) {

    private static final int LENGTH = 1024;
    private static final int TS_PACKET = 188;
    private static final String EBML = hex("1A45DFA3");
    private static final String JPEG = hex("FFD8FF");
    private static final String PNG = hex("89504E470D0A1A0A");
    private static final String ZIP = hex("504B0304");
    private static final String MPEG = hex("000001BA");
    private static final String UTF_8_BOM = hex("EFBBBF");
    private static final Pattern HTML =
            Pattern.compile("<(!doctype html|html|head|body|title|meta|script|h1|p|div)\\b");
    private static final Pattern NOT_TEXT = Pattern.compile("[\\x00-\\x08\\x0E-\\x1A\\x1C-\\x1F]");

    /** Reads each byte as one char, so that signatures can be compared as texts. */
    static FileHead of(FileChannel file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(LENGTH);
        while (head.hasRemaining() && file.read(head, head.position()) > 0) {
            // until the buffer is full, or the file ends
        }
        return new FileHead(new String(Arrays.copyOf(head.array(), head.position()), StandardCharsets.ISO_8859_1));
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }

    boolean isEbml() {
        return starts(EBML);
    }

    /** Returns whether the file is a RIFF file (AVI, WAV, WebP), which begins with its length. */
    boolean isRiff() {
        return starts("RIFF") && bytes.length() >= 12;
    }

    /** Returns the kind of file, for all kinds that do not consist of boxes. */
    FileKind kind() {
        if (bytes.isEmpty()) {
            return FileKind.EMPTY;
        } else if (isEbml()) {
            return bytes.substring(0, Math.min(64, bytes.length())).contains("matroska")
                    ? FileKind.MATROSKA
                    : FileKind.WEBM;
        } else if (isRiff()) {
            return riff();
        }
        FileKind media = picture();
        media = media == FileKind.UNKNOWN ? sound() : media;
        media = media == FileKind.UNKNOWN ? stream() : media;
        return media == FileKind.UNKNOWN ? text() : media;
    }

    private FileKind riff() {
        return switch (bytes.substring(8, 12)) {
            case "AVI " -> FileKind.AVI;
            case "WAVE" -> FileKind.WAV;
            case "WEBP" -> FileKind.WEBP;
            default -> FileKind.UNKNOWN;
        };
    }

    private FileKind picture() {
        if (starts(JPEG)) {
            return FileKind.JPEG;
        } else if (starts(PNG)) {
            return FileKind.PNG;
        } else if (starts("GIF8")) {
            return FileKind.GIF;
        }
        return starts("BM") && bytes.startsWith("\0\0\0\0", 6) ? FileKind.BMP : FileKind.UNKNOWN;
    }

    private FileKind sound() {
        if (starts("ID3")) {
            return FileKind.MP3;
        } else if (starts("OggS")) {
            return FileKind.OGG;
        } else if (starts("fLaC")) {
            return FileKind.FLAC;
        }
        int sync = bytes.length() < 4 || bytes.charAt(0) != 0xFF ? 0 : bytes.charAt(1);
        if (sync == 0xF1 || sync == 0xF9) {
            return FileKind.AAC;
        }
        return sync == 0xFB || sync == 0xF3 || sync == 0xF2 || sync == 0xFA ? FileKind.MP3 : FileKind.UNKNOWN;
    }

    private FileKind stream() {
        if (starts(ZIP)) {
            return FileKind.ZIP;
        } else if (starts("%PDF-")) {
            return FileKind.PDF;
        } else if (starts("FLV\1")) {
            return FileKind.FLV;
        } else if (starts(MPEG)) {
            return FileKind.MPEG;
        }
        return isPacket(0) && isPacket(1) && isPacket(2) ? FileKind.MPEG_TS : FileKind.UNKNOWN;
    }

    private boolean isPacket(int number) {
        int at = number * TS_PACKET;
        return bytes.length() > at && bytes.charAt(at) == 'G';
    }

    private FileKind text() {
        String text = text(bytes.length());
        String start = text.substring(0, Math.min(200, text.length())).toLowerCase(Locale.ROOT);
        if (NOT_TEXT.matcher(text).find()) {
            return FileKind.UNKNOWN;
        } else if (start.startsWith("webvtt")) {
            return FileKind.SUBTITLES;
        } else if (start.startsWith("#extm3u")) {
            return FileKind.PLAYLIST;
        } else if (start.startsWith("<")) {
            return HTML.matcher(start).find() ? FileKind.HTML : FileKind.XML;
        }
        return start.startsWith("{") || start.startsWith("[") ? FileKind.JSON : FileKind.TEXT;
    }

    /** Returns the beginning in one line, for people. */
    String text(int longest) {
        String raw = starts(UTF_8_BOM) ? bytes.substring(UTF_8_BOM.length()) : bytes;
        String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replaceAll("[\\s\\uFFFD]+", " ")
                .strip();
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private boolean starts(String signature) {
        return bytes.startsWith(signature);
    }
}
