package dev.reelbatch.settings;

import dev.reelbatch.submit.Rate;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/** The settings as their records declare them: names, defaults, explanations. */
final class SettingNames {

    /**
     * A setting.
     *
     * @param defaultValue empty if there is none
     * @param isPlain true if its value can't be a secret
     */
    record Known(String name, String defaultValue, String explanation, boolean isPlain) {

        /** Returns the name as an environment variable; separators between words do not matter. */
        String inEnvironment() {
            return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        }
    }

    private static final Set<Class<?>> PLAIN_TYPES = Set.of(Boolean.class, Duration.class, DataSize.class, Rate.class);
    private static final Set<String> PLAIN_TEXTS =
            Set.of("reelbatch.budget", "reelbatch.budget-zone", "reelbatch.serve.port");
    private static final List<Known> ALL = declared();

    private SettingNames() {}

    static List<Known> all() {
        return ALL;
    }

    private static List<Known> declared() {
        List<Known> known = new ArrayList<>();
        add("reelbatch.", Settings.class, known);
        return List.copyOf(known);
    }

    private static void add(String prefix, Class<?> record, List<Known> known) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + nameOf(record, component);
            Setting setting = component.getAnnotation(Setting.class);
            if (setting != null) {
                boolean open = Map.class.isAssignableFrom(component.getType());
                known.add(new Known(
                        open ? name + ".*" : name,
                        defaultOf(record, component),
                        setting.value(),
                        isPlain(name, component.getType())));
            } else {
                add(name + ".", component.getType(), known);
            }
        }
    }

    private static boolean isPlain(String name, Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || Number.class.isAssignableFrom(type)
                || PLAIN_TYPES.contains(type)
                || PLAIN_TEXTS.contains(name);
    }

    /**
     * Returns the setting's name: a component can't be called `notify`, because every object has a method of that name.
     */
    private static String nameOf(Class<?> record, RecordComponent component) {
        return annotation(record, component, Name.class).map(Name::value).orElseGet(() -> kebab(component.getName()));
    }

    private static String defaultOf(Class<?> record, RecordComponent component) {
        return annotation(record, component, DefaultValue.class)
                .map(annotation -> String.join(",", annotation.value()))
                .orElse("");
    }

    /** Finds Boot's annotations, which can't be on a record's component, only on its constructor's parameter. */
    private static <A extends Annotation> Optional<A> annotation(
            Class<?> record, RecordComponent component, Class<A> type) {
        return Arrays.stream(record.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .flatMap(parameter -> Stream.ofNullable(parameter.getAnnotation(type)))
                .findFirst();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Returns the table in docs/settings.md. */
    static String table() {
        return all().stream()
                .map(known -> "| `%s` | %s | %s |"
                        .formatted(
                                known.name(),
                                known.defaultValue().isEmpty() ? "" : "`" + known.defaultValue() + "`",
                                known.explanation()))
                .collect(Collectors.joining("\n", "| setting | default | what it is |\n|---|---|---|\n", "\n"));
    }
}
