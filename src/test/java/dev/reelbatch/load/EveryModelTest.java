package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.CellValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row for each model of the catalogue, and what the simulator says to its request. */
class EveryModelTest {

    private static final Catalogue CATALOGUE = Catalogue.shipped();

    static Stream<String> models() {
        return CATALOGUE.names().stream();
    }

    private static Model model(String name) {
        return Objects.requireNonNull(CATALOGUE.find(name));
    }

    /** Fills in what the model needs besides a prompt. */
    private static Map<String, String> cells(Model model) {
        Map<String, String> cells = new LinkedHashMap<>(Map.of("prompt", "a mug on a table"));
        for (Map<String, Parameter> known : List.of(model.input(), model.parameters())) {
            known.forEach((key, field) -> {
                if (field.required() && field.preset() == null) {
                    cells.putIfAbsent(key, value(field));
                }
            });
        }
        for (Rule rule : model.rules()) {
            Map<String, String> given = new LinkedHashMap<>(cells);
            Stream.of(model.input(), model.parameters())
                    .flatMap(known -> known.entrySet().stream())
                    .forEach(field -> Stream.ofNullable(field.getValue().preset(cells))
                            .forEach(preset -> given.putIfAbsent(field.getKey(), preset)));
            rule.brokenBy(model.completed(given)).forEach(field -> {
                List<String> values = rule.then().values(field);
                cells.put(field, values.isEmpty() ? value(Objects.requireNonNull(model.field(field))) : values.get(0));
            });
        }
        return cells;
    }

    private static String value(Parameter field) {
        return !field.allowed().isEmpty() ? field.allowed().get(0) : "https://example.com/mug";
    }

    private static String sheet(String name, Map<String, String> cells) {
        Model model = model(name);
        String header = cells.keySet().stream()
                .map(key -> key.equals("prompt")
                        ? key
                        : (model.parameters().containsKey(key) ? "parameters." : "input.") + key)
                .collect(Collectors.joining(","));
        return header + ",model\n" + String.join(",", cells.values()) + "," + name + "\n";
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenARowIsRightThenTheSimulatorAcceptsIt(String name) {
        String request = Sheets.valid(sheet(name, cells(model(name)))).requestJson();
        assertThat(CATALOGUE.refusal(request, Map.of())).as(request).isNull();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenAValueIsNoneOfTheModelsThenTheRowIsAMistakeAndTheSimulatorRefusesIt(String name) {
        Model model = model(name);
        String request = Sheets.valid(sheet(name, cells(model))).requestJson();
        model.parameters().forEach((key, field) -> {
            if (!field.allowed().isEmpty() || field.min() != null) {
                Map<String, String> wrong = cells(model);
                wrong.put(key, "17.25");
                assertThat(Sheets.errors(sheet(name, wrong)))
                        .isNotEmpty()
                        .allMatch(error -> error.startsWith("row 2, column "));
                Request sent = Request.of(request);
                sent.parameters().put(key, CellValue.of("17.25"));
                assertThat(CATALOGUE.refusal(sent.json(), Map.of())).contains("parameters." + key);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenASheetBeginsWithTheModelsHeaderThenEveryColumnIsUnderstood(String name) {
        String header = Objects.requireNonNull(CATALOGUE.fields(name)).header();
        assertThat(Sheets.reader(header + "\na mug on a table," + name + "\n")
                        .header()
                        .columns())
                .hasSizeGreaterThan(1)
                .allSatisfy(column ->
                        assertThat(column.meaning()).as(column.header()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenAPromptIsMissingOrTooLongThenTheRowIsAMistake(String name) {
        Model model = model(name);
        Parameter prompt = Objects.requireNonNull(model.input().get("prompt"));
        if (prompt.required()) {
            String empty = sheet(name, cells(model))
                    .replaceFirst("prompt", "id,prompt")
                    .replaceFirst("a mug on a table", "x,");
            assertThat(Sheets.errors(empty)).contains("row 2, column prompt: is empty; every row needs a prompt");
        }
        if (prompt.maxLength() != null) {
            Map<String, String> tooLong = cells(model);
            tooLong.put("prompt", "猫".repeat(prompt.maxLength() + 1));
            assertThat(Sheets.errors(sheet(name, tooLong)))
                    .singleElement()
                    .asString()
                    .endsWith("has %d characters; at most %d are allowed"
                            .formatted(prompt.maxLength() + 1, prompt.maxLength()));
        }
    }
}
