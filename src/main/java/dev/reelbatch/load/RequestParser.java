package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the request of a row: its own cells first, then the run's defaults, then the model's. */
final class RequestParser {

    /** Fields that models have in {@code input}, for those that are not in the catalogue. */
    private static final Set<String> OF_INPUT =
            Set.of("negative_prompt", "first_frame", "last_frame", "audio_url", "video_url", "reference_urls");

    private final Catalogue catalogue;
    private final Defaults defaults;
    private final Pictures pictures;

    RequestParser(Catalogue catalogue, Defaults defaults, Pictures pictures) {
        this.catalogue = catalogue;
        this.defaults = defaults;
        this.pictures = pictures;
    }

    /** Returns the request with all fields at their own places, also those that are sent in lists. */
    Request parse(RowCells cells, RowFindings findings) {
        return parse(cells, findings, false);
    }

    /**
     * Returns the request that earlier versions made of a row, which knew fewer fields of the models and sent what they
     * did not know unchecked; null if it is certainly the same.
     */
    @Nullable Request parseAsBefore(RowCells cells, RowFindings now) {
        String name = model(cells);
        Model model = model(name);
        boolean differs = now.wasRespelled()
                || model.hasConditionalDefaults()
                || new FrameParser(name, model, defaults)
                        .areOfOtherModels(given(cells, Role.PARAMETERS, model.parameters()));
        return differs ? parse(cells, new RowFindings(cells.row()), true) : null;
    }

    private Request parse(RowCells cells, RowFindings findings, boolean isAsBefore) {
        String name = model(cells);
        Model model = model(name);
        SortedMap<String, Given> input = given(cells, Role.INPUT, model.input());
        if (!input.containsKey("prompt") && model.needsPrompt()) {
            findings.missing(cells.name(Role.INPUT, "prompt"), Text.of("is empty; every row needs a prompt"));
        }
        SortedMap<String, Given> parameters = given(cells, Role.PARAMETERS, model.parameters());
        addFields(cells, name, input, parameters, findings);
        FrameParser frames = new FrameParser(name, model, defaults);
        if (isAsBefore) {
            frames.addAsBefore(parameters, cells, findings);
        } else {
            frames.addTo(parameters, cells, findings);
        }
        fill(parameters, "duration", defaults.duration());
        PictureParser files = new PictureParser(name, model, pictures);
        Request request = new Request(
                name,
                checked(input, model.input(), files, findings, isAsBefore),
                checked(parameters, model.parameters(), files, findings, isAsBefore));
        Map<String, String> given = isAsBefore ? Map.of() : model.given(request);
        complete(cells, Role.INPUT, request.input(), model.input(), given, findings);
        complete(cells, Role.PARAMETERS, request.parameters(), model.parameters(), given, findings);
        if (findings.noErrors()) {
            Map<String, Given> own = new HashMap<>(input);
            own.putAll(parameters);
            checkRules(cells, model, model.given(model.continued(request)), own, findings);
        }
        return request;
    }

    /** Adds a mistake for each field that does not go with the others. */
    private static void checkRules(
            RowCells cells, Model model, Map<String, String> given, Map<String, Given> texts, RowFindings findings) {
        Map<String, String> values = model.completed(given);
        for (Rule rule : model.rules()) {
            for (String field : rule.brokenBy(values)) {
                Role role = model.parameters().containsKey(field) ? Role.PARAMETERS : Role.INPUT;
                Parameter known = model.field(field);
                String column = cells.name(role, field, known == null ? List.of() : known.called());
                Given text = texts.get(field);
                String own = text == null ? given.get(field) : text.text();
                String complaint = rule.complaint(field, values.get(field), given);
                if (own == null) {
                    findings.missing(
                            column, field.equals("prompt") ? Text.of("is empty; every row needs a prompt") : complaint);
                } else {
                    findings.wrong(column, own, complaint);
                }
            }
        }
    }

    /** Returns the request as it is sent. */
    Request asSent(Request request) {
        return model(request.model()).asSent(request);
    }

    private String model(RowCells cells) {
        Cell cell = cells.first(Role.MODEL);
        if (cell != null) {
            return catalogue.spelling(cell.text());
        }
        String byDefault = defaults.model();
        return byDefault == null ? Catalogue.DEFAULT_MODEL : catalogue.spelling(CellText.normal(byDefault));
    }

    Model model(String name) {
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

    /** Adds the cells of columns that are named like a field, to the part of the request in which the model has it. */
    private void addFields(
            RowCells cells,
            String name,
            Map<String, Given> input,
            Map<String, Given> parameters,
            RowFindings findings) {
        Model model = model(name);
        for (Cell cell : cells.of(Role.FIELD)) {
            String field = cell.column().key();
            Given given = new Given(cell.column().header(), cell.text());
            String parameter = key(field, model.parameters());
            String ofInput = key(field, model.input());
            Given other = null;
            if (parameter != null) {
                other = parameters.putIfAbsent(parameter, given);
            } else if (ofInput != null) {
                other = input.putIfAbsent(ofInput, given);
            } else if (catalogue.find(name) == null) {
                other = (OF_INPUT.contains(field) ? input : parameters).putIfAbsent(field, given);
            } else {
                findings.wrong(
                        given.column(), given.text(), Text.of("is of no use to the model %s; clear the cell", name));
            }
            if (other != null && !other.text().equals(given.text())) {
                findings.wrong(
                        given.column(),
                        given.text(),
                        Text.of(
                                "contradicts %s in column %s",
                                CellText.quoted(other.text()), CellText.quoted(other.column())));
            }
        }
    }

    private static @Nullable String key(String field, Map<String, Parameter> known) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().isCalled(entry.getKey(), field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
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
            SortedMap<String, Given> given,
            Map<String, Parameter> known,
            PictureParser files,
            RowFindings findings,
            boolean isAsBefore) {
        SortedMap<String, JsonNode> values = new TreeMap<>();
        given.forEach((key, value) -> {
            FieldParser field = new FieldParser(key, value, known.get(key), files);
            values.put(key, isAsBefore ? field.asBefore() : field.parse(findings));
        });
        return values;
    }

    private static void complete(
            RowCells cells,
            Role role,
            Map<String, JsonNode> values,
            Map<String, Parameter> known,
            Map<String, String> given,
            RowFindings findings) {
        known.forEach((key, parameter) -> {
            String preset = parameter.preset(given);
            if (values.containsKey(key)) {
                return;
            }
            if (preset != null) {
                values.put(key, FieldParser.typed(key, preset));
            } else if (parameter.required() && !key.equals("prompt")) {
                findings.missing(cells.name(role, key, parameter.called()), parameter.complaintOnNone());
            }
        });
    }

    /** @param text normalised and not empty */
    record Given(String column, String text) {}
}
