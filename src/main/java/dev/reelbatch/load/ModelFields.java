package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of a sheet for one model, described for a person. */
public final class ModelFields {

    private final String name;
    private final List<Field> fields = new ArrayList<>();

    /**
     * A column of the model.
     *
     * @param values what it may hold, in words
     */
    public record Field(String column, String values) {}

    private ModelFields(String name, Model model) {
        this.name = name;
        add(Column.Role.INPUT, model.input(), model);
        add(Column.Role.PARAMETERS, model.parameters(), model);
    }

    /** Returns the columns of a model of the catalogue. */
    public static ModelFields of(String name, Model model) {
        return new ModelFields(name, model);
    }

    private void add(Column.Role role, Map<String, Parameter> known, Model model) {
        known.forEach((key, parameter) -> {
            String values = values(parameter, model, key.equals(model.shape()));
            fields.add(new Field(column(role, key), values));
        });
    }

    /** Returns the name of a column that every sheet understands; with the part of the request where it needs it. */
    private static String column(Column.Role role, String key) {
        return ReadOptions.RECOGNISED.meaning(key) == null ? Column.name(role, key) : key;
    }

    public List<Field> fields() {
        return List.copyOf(fields);
    }

    /** Returns the line with which a sheet for the model begins. */
    public String header() {
        return Stream.concat(
                        Stream.of("prompt", "model"),
                        fields.stream().map(Field::column).filter(column -> !column.equals("prompt")))
                .collect(Collectors.joining(","));
    }

    public String name() {
        return name;
    }

    private static String values(Parameter parameter, Model model, boolean isShape) {
        return Stream.of(
                        parameter.required() && parameter.preset() == null ? Text.of("required") : "",
                        what(parameter, model.pictures()),
                        choice(parameter, isShape),
                        parameter.maxLength() == null ? "" : Text.of("up to %d characters", parameter.maxLength()),
                        isInText(parameter) ? "" : Text.of("default %s", byDefault(parameter)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(Text.of("; ")));
    }

    private static String what(Parameter parameter, PictureRules pictures) {
        return switch (parameter.kind()) {
            case VALUE -> "";
            case PICTURE -> pictures.takesFiles() ? file(parameter, pictures) : address(parameter);
            case VIDEO -> Text.of("address of a video");
            case AUDIO -> Text.of("address of a sound file");
        };
    }

    private static String address(Parameter parameter) {
        return parameter.many() ? Text.of("addresses of pictures") : Text.of("address of a picture");
    }

    private static String file(Parameter parameter, PictureRules pictures) {
        String limits = pictures.limits();
        if (!pictures.takesAddresses()) {
            return Text.of("picture file: %s", limits);
        }
        return parameter.many()
                ? Text.of("addresses of pictures, or files: %s", limits)
                : Text.of("address of a picture, or a file: %s", limits);
    }

    private static String choice(Parameter parameter, boolean isShape) {
        if (parameter.allowed().isEmpty() && parameter.min() != null) {
            return parameter.max() == null
                    ? Text.of("from %d", parameter.min())
                    : Text.of("%d to %d", parameter.min(), parameter.max());
        }
        if (parameter.allowed().isEmpty()) {
            return isShape ? Text.of("a ratio such as 16:9") : "";
        }
        return parameter.allowed().stream()
                .map(value -> value.equals(byDefault(parameter)) ? Text.of("%s (default)", value) : value)
                .collect(Collectors.joining(", "));
    }

    /** Returns whether the default is among the choices, or there is none. */
    private static boolean isInText(Parameter parameter) {
        String byDefault = byDefault(parameter);
        return byDefault.isEmpty() || parameter.allowed().contains(byDefault);
    }

    private static String byDefault(Parameter parameter) {
        String preset = parameter.preset() == null ? parameter.apiDefault() : parameter.preset();
        return preset == null ? "" : preset;
    }
}
