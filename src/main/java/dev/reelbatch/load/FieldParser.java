package dev.reelbatch.load;

import dev.reelbatch.load.RequestParser.Given;
import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the JSON value of one field of a request from its cell. */
final class FieldParser {

    /**
     * Text that looks like broken JSON and would be sent as text. Spreadsheets like to turn quotation marks into
     * “these”.
     */
    private static final Pattern BROKEN_JSON = Pattern.compile("\\{\\s*[\"“”„].*\\}", Pattern.DOTALL);

    /** An address, the bytes of a file in Base64, or JSON with either. */
    private static final Pattern FILE =
            Pattern.compile("https?://\\S+|data:\\S+|[{\\[].*|[A-Za-z0-9+/=]{64,}", Pattern.DOTALL);

    private final String key;
    private final Given given;
    private final @Nullable Parameter parameter;
    private final PictureParser pictures;

    /**
     * @param parameter null for a field that is not known
     */
    FieldParser(String key, Given given, @Nullable Parameter parameter, PictureParser pictures) {
        this.key = key;
        this.given = given;
        this.parameter = parameter;
        this.pictures = pictures;
    }

    /** Returns the value; mistakes are added to the findings. */
    JsonNode parse(RowFindings findings) {
        if (PictureReference.isIn(given.text())) {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("can't be sent: in requests such a text stands for a picture; change it"));
        }
        JsonNode own = typed(key, given.text());
        JsonNode value = parameter == null ? typed(key, plain()) : known(parameter, findings);
        if (value == null) {
            return own;
        }
        findings.respelled(!value.equals(own));
        String taken = CellValue.shown(value);
        boolean isFile = PictureReference.isIn(taken);
        if (!value.isArray() && !isFile && !taken.equalsIgnoreCase(CellValue.shown(own))) {
            findings.understood(given.column(), given.text(), taken);
        }
        if (value.isString()
                && !key.equals("prompt")
                && BROKEN_JSON.matcher(given.text()).matches()) {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("looks like JSON but is invalid; check its quotation marks and commas"));
        }
        if (key.equals("duration") && CellValue.whole(value) == null) {
            findings.wrong(given.column(), given.text(), Text.of("is not a whole number of seconds"));
        }
        return value;
    }

    /**
     * Returns the value as versions sent it that did not know the field. Numbers, sizes and resolutions are the same in
     * all spellings.
     */
    JsonNode asBefore() {
        boolean isOfAnySpelling = key.equals("size") || key.equals("resolution") || key.equals("duration");
        return isOfAnySpelling ? parse(new RowFindings(0)) : typed(key, given.text());
    }

    private String plain() {
        return key.equals("duration") ? ValueSyntax.plain(key, given.text()) : given.text();
    }

    /** Returns the value of a known field; null, with a mistake, if it is none of those that are allowed. */
    private @Nullable JsonNode known(Parameter known, RowFindings findings) {
        checkLength(known, findings);
        if (known.kind() == Parameter.Kind.PICTURE) {
            findings.respelled(known.list() != null);
            return pictures.parse(known, given, findings);
        }
        if (known.kind() != Parameter.Kind.VALUE || known.list() != null) {
            checkFile(known, findings);
            findings.respelled(known.list() != null);
            return known.list() == null ? typed(key, given.text()) : CellValue.text(given.text());
        }
        boolean isListed = !known.allowed().isEmpty();
        String plain = isListed ? ValueSyntax.plain(key, given.text()) : plain();
        JsonNode value = typed(key, plain);
        String spelling = spelling(CellValue.shown(value), known, findings);
        if (spelling == null) {
            return null;
        }
        return isListed ? typed(key, spelling) : value;
    }

    private void checkLength(Parameter known, RowFindings findings) {
        int length = given.text().codePointCount(0, given.text().length());
        if (known.maxLength() != null && length > known.maxLength()) {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("has %d characters; at most %d are allowed", length, known.maxLength()));
        }
    }

    private void checkFile(Parameter known, RowFindings findings) {
        if (known.kind() != Parameter.Kind.VALUE && !FILE.matcher(given.text()).matches()) {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("is not an address on the internet; write one that begins with https://"));
        }
    }

    /** Returns the allowed value that is meant; null, with an error, if there is none or several are possible. */
    private @Nullable String spelling(String text, Parameter known, RowFindings findings) {
        String spelling = known.spelling(text);
        if (spelling != null) {
            return spelling;
        }
        List<String> meant = key.equals("size") ? ValueSyntax.sizesOfShape(text, known.allowed()) : List.of();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            findings.wrong(given.column(), given.text(), known.complaint(), known.nearest(text));
        } else {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("could mean %s; write which one", String.join(Text.of(" or "), meant)));
        }
        return null;
    }

    /** Returns the value as JSON; prompt and size are always texts, even if they look like a number. */
    static JsonNode typed(String key, String text) {
        return key.equals("prompt") || key.equals("size") ? CellValue.text(text) : CellValue.of(text);
    }
}
