package dev.reelbatch.download;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Small files of all kinds, as hosts send them. */
final class Media {

    static final byte[] FTYP = box("ftyp", text("isom\0\0\2\0isomiso2mp41"));
    static final byte[] MOOV = box("moov", noise(200));
    static final byte[] MDAT = box("mdat", noise(3000));
    static final byte[] MP4 = all(FTYP, MOOV, MDAT);
    static final byte[] MOV = all(box("wide"), MDAT, MOOV);
    static final byte[] WEBM = webm("webm", true);

    private Media() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** Returns the same bytes each time; none of them looks like text. */
    static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] box(String type, byte[]... content) {
        byte[] body = all(content);
        return all(ByteBuffer.allocate(4).putInt(8 + body.length).array(), text(type), body);
    }

    /** Returns a box with its length in 64 bits. */
    static byte[] longBox(String type, byte[] body) {
        return all(
                ByteBuffer.allocate(4).putInt(1).array(),
                text(type),
                ByteBuffer.allocate(8).putLong(16 + body.length).array(),
                body);
    }

    /** Returns a box that extends to the end of the file. */
    static byte[] openBox(String type, byte[] body) {
        return all(new byte[4], text(type), body);
    }

    /** @param closed whether its segment gives its length */
    static byte[] webm(String docType, boolean closed) {
        byte[] header = element("1A45DFA3", all(hex("42868101"), element("4282", text(docType))));
        byte[] children = all(
                element("1549A966", noise(40)),
                element("1654AE6B", noise(60)),
                element("1F43B675", all(hex("E78100"), element("A3", noise(900)))),
                element("1F43B675", all(hex("E78101"), element("A3", noise(700)))));
        byte[] segment =
                closed ? element("18538067", children) : all(hex("18538067"), hex("01FFFFFFFFFFFFFF"), children);
        return all(header, segment);
    }

    private static byte[] element(String id, byte[] body) {
        byte[] length = ByteBuffer.allocate(4).putInt(0x10000000 | body.length).array();
        return all(hex(id), length, body);
    }

    static byte[] riff(String kind) {
        return all(text("RIFF"), hex("e8030000"), text(kind), noise(996));
    }

    static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] deflate(byte[] bytes, boolean raw) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(out, new Deflater(6, raw))) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] awsChunked(byte[] bytes, boolean signed) {
        String signature = signed ? ";chunk-signature=" + "0a".repeat(32) : "";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += 1000) {
            int length = Math.min(1000, bytes.length - at);
            out.writeBytes(text(Integer.toHexString(length) + signature + "\r\n"));
            out.write(bytes, at, length);
            out.writeBytes(text("\r\n"));
        }
        out.writeBytes(text("0" + signature + "\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"));
        return out.toByteArray();
    }
}
