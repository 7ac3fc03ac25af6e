package dev.reelbatch.load;

import dev.reelbatch.load.Column.Role;
import dev.reelbatch.load.RowCells.Cell;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the request of a row: its own cells first, then the run's defaults, then the model's. */
final class RequestParser {

    private final Catalogue catalogue;
    private final Defaults defaults;

    RequestParser(Catalogue catalogue, Defaults defaults) {
        this.catalogue = catalogue;
        this.defaults = defaults;
    }

    Request parse(RowCells cells, RowErrors errors) {
        String name = model(cells);
        Model found = catalogue.find(name);
        Model model = found == null ? Model.UNKNOWN : found;
        SortedMap<String, Given> input = given(cells, Role.INPUT);
        if (!input.containsKey("prompt")) {
            errors.missing(cells.name(Role.INPUT, "prompt"), "is empty; every row needs a prompt");
        }
        SortedMap<String, Given> parameters = given(cells, Role.PARAMETERS);
        fill(parameters, "size", defaults.size());
        fill(parameters, "duration", defaults.duration());
        Request request = new Request(
                name, checked(input, model.input(), errors), checked(parameters, model.parameters(), errors));
        complete(cells, Role.INPUT, request.input(), model.input(), errors);
        complete(cells, Role.PARAMETERS, request.parameters(), model.parameters(), errors);
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

    private static SortedMap<String, Given> given(RowCells cells, Role role) {
        SortedMap<String, Given> given = new TreeMap<>();
        for (Cell cell : cells.of(role)) {
            Column column = cell.column();
            given.put(column.key(), new Given(column.header(), typed(column.key(), cell.text())));
        }
        return given;
    }

    private static void fill(Map<String, Given> given, String key, @Nullable Object value) {
        if (value != null) {
            String text = CellText.normal(value.toString());
            given.putIfAbsent(key, new Given(key + " (the default)", typed(key, text)));
        }
    }

    private static SortedMap<String, JsonNode> checked(
            SortedMap<String, Given> given, Map<String, Parameter> known, RowErrors errors) {
        SortedMap<String, JsonNode> values = new TreeMap<>();
        given.forEach((key, value) -> values.put(key, checked(key, value, known.get(key), errors)));
        return values;
    }

    private static void complete(
            RowCells cells, Role role, Map<String, JsonNode> values, Map<String, Parameter> known, RowErrors errors) {
        known.forEach((key, parameter) -> {
            String preset = parameter.preset();
            if (values.containsKey(key)) {
                return;
            }
            if (preset != null) {
                values.put(key, typed(key, preset));
            } else if (parameter.required() && !key.equals("prompt")) {
                errors.missing(cells.name(role, key), "is empty; this model needs it" + parameter.choice());
            }
        });
    }

    private static JsonNode checked(String key, Given given, @Nullable Parameter parameter, RowErrors errors) {
        JsonNode value = given.value();
        String text = CellValue.shown(value);
        if (parameter != null) {
            String spelling = parameter.spelling(text);
            if (spelling == null) {
                errors.wrong(given.column(), text, parameter.complaint(), parameter.nearest(text));
                return value;
            }
            value = parameter.allowed().isEmpty() ? value : typed(key, spelling);
        }
        if (key.equals("duration") && CellValue.whole(value) == null) {
            errors.wrong(given.column(), text, "is not a whole number of seconds");
        }
        return value;
    }

    /** These two are always texts, also where one looks like a number. */
    private static JsonNode typed(String key, String text) {
        return key.equals("prompt") || key.equals("size") ? CellValue.text(text) : CellValue.of(text);
    }

    private record Given(String column, JsonNode value) {}
}
