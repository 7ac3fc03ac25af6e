package dev.reelbatch.load;

import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the request of a row: its own cells first, then the run's defaults, then the model's. */
final class RequestParser {

    /**
     * Text that looks like broken JSON and would be sent as text. Spreadsheets like to turn quotation marks into
     * “these”.
     */
    private static final Pattern BROKEN_JSON = Pattern.compile("\\{\\s*[\"“”„].*\\}", Pattern.DOTALL);

    private final Catalogue catalogue;
    private final Defaults defaults;

    RequestParser(Catalogue catalogue, Defaults defaults) {
        this.catalogue = catalogue;
        this.defaults = defaults;
    }

    Request parse(RowCells cells, RowFindings findings) {
        return parse(cells, findings, false);
    }

    /**
     * Returns the request that earlier versions made of a row, which sent parameters of other models unchecked; null if
     * it is the same.
     */
    @Nullable Request parseAsBefore(RowCells cells) {
        String name = model(cells);
        Model model = model(name);
        if (!new FrameParser(name, model, defaults)
                .areOfOtherModels(given(cells, Role.PARAMETERS, model.parameters()))) {
            return null;
        }
        return parse(cells, new RowFindings(cells.row()), true);
    }

    private Request parse(RowCells cells, RowFindings findings, boolean isAsBefore) {
        String name = model(cells);
        Model model = model(name);
        SortedMap<String, Given> input = given(cells, Role.INPUT, model.input());
        if (!input.containsKey("prompt")) {
            findings.missing(cells.name(Role.INPUT, "prompt"), Text.of("is empty; every row needs a prompt"));
        }
        SortedMap<String, Given> parameters = given(cells, Role.PARAMETERS, model.parameters());
        FrameParser frames = new FrameParser(name, model, defaults);
        if (isAsBefore) {
            frames.addAsBefore(parameters, cells, findings);
        } else {
            frames.addTo(parameters, cells, findings);
        }
        fill(parameters, "duration", defaults.duration());
        Request request = new Request(
                name, checked(input, model.input(), findings), checked(parameters, model.parameters(), findings));
        complete(cells, Role.INPUT, request.input(), model.input(), findings);
        complete(cells, Role.PARAMETERS, request.parameters(), model.parameters(), findings);
        return request;
    }

    private String model(RowCells cells) {
        Cell cell = cells.first(Role.MODEL);
        if (cell != null) {
            return catalogue.spelling(cell.text());
        }
        String byDefault = defaults.model();
        return byDefault == null ? Catalogue.DEFAULT_MODEL : catalogue.spelling(CellText.normal(byDefault));
    }

    private Model model(String name) {
        Model found = catalogue.find(name);
        return found == null ? Model.UNKNOWN : found;
    }

    private static SortedMap<String, Given> given(RowCells cells, Role role, Map<String, Parameter> known) {
        SortedMap<String, Given> given = new TreeMap<>();
        for (Cell cell : cells.of(role)) {
            Column column = cell.column();
            given.put(spelling(column.key(), known), new Given(column.header(), cell.text()));
        }
        return given;
    }

    /** Spells a key as the catalogue does: headers match without case. */
    private static String spelling(String key, Map<String, Parameter> known) {
        return known.containsKey(key)
                ? key
                : known.keySet().stream()
                        .filter(other -> other.equalsIgnoreCase(key))
                        .findFirst()
                        .orElse(key);
    }

    static void fill(Map<String, Given> given, String key, @Nullable Object value) {
        if (value != null) {
            given.putIfAbsent(key, new Given(byDefault(key), CellText.normal(value.toString())));
        }
    }

    /** Returns the name of a default, for messages that name a column. */
    static String byDefault(String key) {
        return Text.of("%s (the default)", key);
    }

    private static SortedMap<String, JsonNode> checked(
            SortedMap<String, Given> given, Map<String, Parameter> known, RowFindings findings) {
        SortedMap<String, JsonNode> values = new TreeMap<>();
        given.forEach((key, value) -> values.put(key, checked(key, value, known.get(key), findings)));
        return values;
    }

    private static void complete(
            RowCells cells,
            Role role,
            Map<String, JsonNode> values,
            Map<String, Parameter> known,
            RowFindings findings) {
        known.forEach((key, parameter) -> {
            String preset = parameter.preset();
            if (values.containsKey(key)) {
                return;
            }
            if (preset != null) {
                values.put(key, typed(key, preset));
            } else if (parameter.required() && !key.equals("prompt")) {
                findings.missing(cells.name(role, key), parameter.complaintOnNone());
            }
        });
    }

    private static JsonNode checked(String key, Given given, @Nullable Parameter parameter, RowFindings findings) {
        boolean isKnown = parameter != null && !parameter.allowed().isEmpty();
        String plain = isKnown || key.equals("duration") ? ValueSyntax.plain(key, given.text()) : given.text();
        JsonNode value = typed(key, plain);
        if (parameter != null) {
            String spelling = spelling(key, CellValue.shown(value), given, parameter, findings);
            if (spelling == null) {
                return value;
            }
            value = isKnown ? typed(key, spelling) : value;
        }
        if (value.isString()
                && !key.equals("prompt")
                && BROKEN_JSON.matcher(plain).matches()) {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("looks like JSON but is invalid; check its quotation marks and commas"));
        }
        if (key.equals("duration") && CellValue.whole(value) == null) {
            findings.wrong(given.column(), given.text(), Text.of("is not a whole number of seconds"));
        }
        String taken = CellValue.shown(value);
        if (!taken.equalsIgnoreCase(CellValue.shown(typed(key, given.text())))) {
            findings.understood(given.column(), given.text(), taken);
        }
        return value;
    }

    /** Returns the allowed value that is meant; null, with an error, if there is none or several are possible. */
    private static @Nullable String spelling(
            String key, String text, Given given, Parameter parameter, RowFindings findings) {
        String spelling = parameter.spelling(text);
        if (spelling != null) {
            return spelling;
        }
        List<String> meant = key.equals("size") ? ValueSyntax.sizesOfShape(text, parameter.allowed()) : List.of();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            findings.wrong(given.column(), given.text(), parameter.complaint(), parameter.nearest(text));
        } else {
            findings.wrong(
                    given.column(),
                    given.text(),
                    Text.of("could mean %s; write which one", String.join(Text.of(" or "), meant)));
        }
        return null;
    }

    /** Returns the value as JSON; prompt and size are always texts, even if they look like a number. */
    private static JsonNode typed(String key, String text) {
        return key.equals("prompt") || key.equals("size") ? CellValue.text(text) : CellValue.of(text);
    }

    /** @param text normalised and not empty */
    record Given(String column, String text) {}
}
