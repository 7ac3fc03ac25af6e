package dev.reelbatch.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelbatch.picture.Picture;
import dev.reelbatch.picture.PictureReference;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * A body as it is read from the connection: pictures in Base64 are decoded on the way, and a reference takes their
 * place, so that a hundred of them need little memory.
 *
 * @param text the first {@value #LONGEST} bytes without the pictures
 * @param pictures by the SHA-256 of their bytes
 */
record ReceivedBody(String text, Map<String, Picture> pictures) {

    static final ReceivedBody EMPTY = new ReceivedBody("", Map.of());

    private static final int LONGEST = 1_000_000;
    private static final String DATA_URL = "data:image/[a-z]+;base64,";
    private static final int LONGEST_DATA_URL = 30;

    static ReceivedBody of(InputStream from) throws IOException {
        InputStream in = new BufferedInputStream(from, 1 << 16);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Map<String, Picture> pictures = new HashMap<>();
        boolean isInText = false;
        boolean isEscaped = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            add(c, text);
            if (c == '"' && !isEscaped) {
                isInText = !isInText;
                if (isInText) {
                    addPicture(in, text, pictures);
                }
            }
            isEscaped = isInText && c == '\\' && !isEscaped;
        }
        return new ReceivedBody(text.toString(UTF_8), Map.copyOf(pictures));
    }

    private static void add(int c, ByteArrayOutputStream text) {
        if (text.size() < LONGEST) {
            text.write(c);
        }
    }

    /** Replaces the picture with which a text of JSON begins; reads nothing if it begins with none. */
    private static void addPicture(InputStream in, ByteArrayOutputStream text, Map<String, Picture> pictures)
            throws IOException {
        in.mark(LONGEST_DATA_URL);
        String start = new String(in.readNBytes(LONGEST_DATA_URL), ISO_8859_1);
        in.reset();
        String form = start.matches(DATA_URL + ".*") ? start.substring(0, start.indexOf(',') + 1) : "";
        in.mark(1 << 15);
        in.skipNBytes(form.length());
        DecodedPicture picture = DecodedPicture.of(in);
        if (picture == null) {
            in.reset();
            return;
        }
        text.writeBytes(form.getBytes(ISO_8859_1));
        text.writeBytes(PictureReference.of(picture.sha256()).getBytes(ISO_8859_1));
        pictures.put(picture.sha256(), picture.picture());
    }
}
