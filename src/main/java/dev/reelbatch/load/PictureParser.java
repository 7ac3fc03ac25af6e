package dev.reelbatch.load;

import dev.reelbatch.load.RequestParser.Given;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes the values of a model's picture fields from their cells: addresses, and files that are sent as their bytes. */
final class PictureParser {

    private static final Pattern ADDRESS = Pattern.compile("https://\\S+");

    /** The bytes of a file in Base64, or JSON, which are sent as they are. */
    private static final Pattern BYTES = Pattern.compile("data:\\S+|[{\\[].*|[A-Za-z0-9+/=]{64,}", Pattern.DOTALL);

    private static final Pattern OTHER_ADDRESS = Pattern.compile("(?i)file:.*|[a-z][a-z0-9+.-]+://.*", Pattern.DOTALL);

    private static final Pattern BETWEEN = Pattern.compile("\\s+");

    private final String name;
    private final PictureRules rules;
    private final Pictures pictures;

    PictureParser(String name, Model model, Pictures pictures) {
        this.name = name;
        this.rules = model.pictures();
        this.pictures = pictures;
    }

    /** Returns the value of a field; null, with a mistake, if its cell names no picture that the model takes. */
    @Nullable JsonNode parse(Parameter field, Given given, RowFindings findings) {
        if (!field.many()) {
            return one(field, given, given.text(), findings);
        }
        JsonNode json = CellValue.of(given.text());
        List<JsonNode> items = json.isArray()
                ? json.valueStream().toList()
                : BETWEEN.splitAsStream(given.text()).map(CellValue::text).toList();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : items) {
            JsonNode value = item.isString() ? one(field, given, item.stringValue(), findings) : item;
            if (value == null) {
                return null;
            }
            list.add(value);
        }
        return list;
    }

    private @Nullable JsonNode one(Parameter field, Given given, String text, RowFindings findings) {
        if (ADDRESS.matcher(text).matches() && rules.takesAddresses()
                || BYTES.matcher(text).matches()) {
            boolean isText = field.list() != null || field.many();
            return isText ? CellValue.text(text) : CellValue.of(text);
        }
        try {
            return file(text);
        } catch (NoPictureException e) {
            findings.wrong(given.column(), text, String.valueOf(e.getMessage()), e.suggestion());
            return null;
        }
    }

    private JsonNode file(String text) throws NoPictureException {
        if (ADDRESS.matcher(text).matches()) {
            throw new NoPictureException(
                    Text.of("is an address, and %s takes files only; write the name of a file beside the sheet", name));
        } else if (OTHER_ADDRESS.matcher(text).matches()) {
            throw new NoPictureException(Text.of(
                    "is an address that models can't use; write one that begins with https://, or the name of a file "
                            + "beside the sheet"));
        } else if (!rules.takesFiles()) {
            throw new NoPictureException(Text.of(
                    "is not an address that begins with https://, and %s takes nothing else; upload the picture and "
                            + "write its address",
                    name));
        }
        Pictures.Found found = pictures.find(text, picture -> rules.complaint(name, picture));
        return rules.value(found.picture(), found.sha256());
    }
}
