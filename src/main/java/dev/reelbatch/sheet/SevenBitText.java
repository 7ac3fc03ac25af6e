package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of old mail programs that write other letters in ASCII ones: HZ has {@code ~{VPND~}} for 中文, UTF-7
 * {@code +Ti1lhw-}. Java reads neither; read as ASCII, they would be sent unchanged.
 */
final class SevenBitText {

    private static final Pattern HZ = Pattern.compile("~\\{((?:[\\x21-\\x77][\\x21-\\x7E])+)~}");
    private static final Pattern UTF_7 = Pattern.compile("\\+([A-Za-z0-9+/]{3,})(?:-|(?![A-Za-z0-9+/]))");

    private SevenBitText() {}

    /**
     * Refuses text that means something other than it shows.
     *
     * @throws SheetException if it does
     */
    static void refuse(String ascii) {
        refuse(ascii, HZ, "HZ");
        refuse(ascii, UTF_7, "UTF-7");
    }

    private static void refuse(String ascii, Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(ascii);
        while (matcher.find()) {
            String text = name.equals("HZ") ? fromHz(matcher.group(1)) : fromUtf7(matcher.group(1));
            if (!text.isEmpty() && isMeant(text)) {
                throw new SheetException(Text.of(
                        "%s seems to mean %s in the encoding %s, which is not supported; save the sheet "
                                + "as 'CSV UTF-8' or .xlsx. If the text is right as it is, add --encoding UTF-8",
                        CellText.quoted(matcher.group()), CellText.quoted(text), name));
            }
        }
    }

    private static boolean isMeant(String text) {
        TextPlausibility plausibility = TextPlausibility.of(text);
        return plausibility.all() == text.codePointCount(0, text.length()) && plausibility.isPlausible();
    }

    private static String fromHz(String pairs) {
        byte[] high = pairs.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < high.length; i++) {
            high[i] |= (byte) 0x80;
        }
        return new String(high, Charset.forName("GB2312"));
    }

    /** Decodes UTF-16 in Base64; empty if it is not that. */
    private static String fromUtf7(String base64) {
        int rest = base64.length() * 6 % 16;
        if (rest >= 6 || base64.length() % 4 == 1) {
            return "";
        }
        byte[] utf16 = Base64.getDecoder().decode(base64);
        String text = new String(utf16, 0, base64.length() * 6 / 16 * 2, StandardCharsets.UTF_16BE);
        return Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(text.getBytes(StandardCharsets.UTF_16BE))
                        .equals(base64)
                ? text
                : "";
    }
}
