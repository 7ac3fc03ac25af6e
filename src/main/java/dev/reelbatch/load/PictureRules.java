package dev.reelbatch.load;

import dev.reelbatch.picture.Picture;
import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.picture.PictureType;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a model takes as a picture.
 *
 * @param as the form in which a file's bytes are sent
 * @param types the formats of files
 * @param maxSize the longest file
 * @param minSide the fewest pixels of either side
 * @param maxSide the most pixels of either side
 * @param maxRatio how many times longer one side may be than the other; null for any
 */
public record PictureRules(
        @DefaultValue("address") Form as,
        @DefaultValue({"jpeg", "png", "webp"}) List<PictureType> types,
        @DefaultValue("15MB") DataSize maxSize,
        @DefaultValue("1") int minSide,
        @DefaultValue("65535") int maxSide,
        @Nullable BigDecimal maxRatio) {

    /** The forms in which the API takes a picture. */
    public enum Form {
        /** An address on the internet, and nothing else. */
        ADDRESS,
        /** Base64, or an address. */
        BASE64,
        /** A {@code data:} URL, or an address. */
        DATA_URL,
        /** {@code {"bytesBase64Encoded":…,"mimeType":…}}; no address. */
        OBJECT
    }

    static final PictureRules ADDRESSES = new PictureRules(
            Form.ADDRESS,
            List.of(PictureType.JPEG, PictureType.PNG, PictureType.WEBP),
            DataSize.ofMegabytes(15),
            1,
            65535,
            null);

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

    private static final BigDecimal KB = BigDecimal.valueOf(1024);
    private static final String BYTES = "bytesBase64Encoded";
    private static final String MIME_TYPE = "mimeType";

    public PictureRules {
        types = List.copyOf(types);
    }

    boolean takesFiles() {
        return as != Form.ADDRESS;
    }

    boolean takesAddresses() {
        return as != Form.OBJECT;
    }

    /** Returns what is wrong with the picture for this model, as a clause after its name; null if nothing is. */
    @Nullable String complaint(String model, Picture picture) {
        if (!types.contains(picture.type())) {
            return Text.of(
                    "is a %s picture, and %s takes %s; save it as one of these",
                    picture.type().label(), model, typesInWords());
        } else if (picture.bytes() > maxSize.toBytes()) {
            return Text.of(
                    "is %s; %s takes at most %s; save it smaller",
                    inWords(picture.bytes()), model, inWords(maxSize.toBytes()));
        } else if (Math.min(picture.width(), picture.height()) < minSide) {
            return Text.of(
                    "is %dx%d pixels; %s takes at least %d a side", picture.width(), picture.height(), model, minSide);
        } else if (Math.max(picture.width(), picture.height()) > maxSide) {
            return Text.of(
                    "is %dx%d pixels; %s takes at most %d a side; save it smaller",
                    picture.width(), picture.height(), model, maxSide);
        } else if (maxRatio != null && ratio(picture).compareTo(maxRatio) > 0) {
            return Text.of(
                    "is %dx%d pixels; for %s one side may be %s times as long as the other at most; crop it",
                    picture.width(), picture.height(), model, maxRatio.toPlainString());
        }
        return null;
    }

    private static BigDecimal ratio(Picture picture) {
        return BigDecimal.valueOf(Math.max(picture.width(), picture.height()))
                .divide(BigDecimal.valueOf(Math.min(picture.width(), picture.height())), 6, RoundingMode.HALF_UP);
    }

    /** Returns the value of a field that sends this picture. */
    JsonNode value(Picture picture, String sha256) {
        String reference = PictureReference.of(sha256);
        return switch (as) {
            case OBJECT ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put(BYTES, reference)
                        .put(MIME_TYPE, picture.type().mimeType());
            case DATA_URL -> CellValue.text("data:" + picture.type().mimeType() + ";base64," + reference);
            default -> CellValue.text(reference);
        };
    }

    /**
     * Returns why the API would refuse a value that arrived; null if nothing speaks against it.
     *
     * @param arrived the pictures whose bytes came, by their hash
     */
    @Nullable String refusal(String model, JsonNode value, Map<String, Picture> arrived) {
        String sha256 = PictureReference.sha256In(value.toString());
        if (sha256 == null) {
            boolean isAddress =
                    value.isString() && ADDRESS.matcher(value.stringValue()).matches();
            return isAddress && takesAddresses() ? null : "is neither a picture nor an address that it takes";
        }
        Picture picture = arrived.get(sha256);
        if (picture == null || !takesFiles() || !value.equals(value(picture, sha256))) {
            return "is not in the form " + as;
        }
        return complaint(model, picture);
    }

    /** Returns the limits in words, as in {@code JPG, PNG, at most 10 MB}. */
    String limits() {
        return Stream.of(
                        typesInWords(),
                        Text.of("at most %s", inWords(maxSize.toBytes())),
                        minSide > 1 ? Text.of("at least %d pixels a side", minSide) : "",
                        maxRatio == null ? "" : Text.of("sides up to %s:1", maxRatio.toPlainString()))
                .filter(limit -> !limit.isEmpty())
                .collect(Collectors.joining(Text.of(", ")));
    }

    /** Returns the formats as people know them, as in {@code JPG, PNG}. */
    String typesInWords() {
        return types.stream().map(PictureType::label).collect(Collectors.joining(", "));
    }

    /** Returns the size in MB, or KB if it is less, rounded up. */
    static String inWords(long bytes) {
        BigDecimal kilobytes = BigDecimal.valueOf(bytes).divide(KB, 10, RoundingMode.HALF_UP);
        boolean isShort = kilobytes.compareTo(KB) < 0;
        BigDecimal shown = isShort
                ? kilobytes.setScale(0, RoundingMode.CEILING)
                : kilobytes.divide(KB, 1, RoundingMode.CEILING).stripTrailingZeros();
        return shown.toPlainString() + (isShort ? " KB" : " MB");
    }
}
