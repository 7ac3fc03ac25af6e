package dev.reelbatch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of the answers that are records which fields are always there, and which may be null. */
final class ViewSchemas {

    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    private ViewSchemas() {}

    static void complete(Map<String, Schema> schemas) {
        Stream.of(
                        RunView.class,
                        RowView.class,
                        RowsView.class,
                        RowHistoryView.class,
                        MarkView.class,
                        ScheduleView.class,
                        SpendingView.class)
                .flatMap(view -> Stream.concat(Stream.of(view), Arrays.stream(view.getDeclaredClasses())))
                .filter(Class::isRecord)
                .filter(view -> schemas.containsKey(view.getSimpleName()))
                .forEach(view -> complete(view, Objects.requireNonNull(schemas.get(view.getSimpleName()))));
    }

    private static void complete(Class<?> view, Schema<?> schema) {
        JsonInclude include = view.getAnnotation(JsonInclude.class);
        boolean leavesNullOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
        List<String> required = new ArrayList<>();
        for (RecordComponent field : view.getRecordComponents()) {
            String name = NAMES.translate(field.getName());
            boolean isNullable = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!isNullable || !leavesNullOut) {
                required.add(name);
            }
            if (isNullable && !leavesNullOut) {
                schema.getProperties()
                        .put(
                                name,
                                orNull(Objects.requireNonNull(
                                        schema.getProperties().get(name))));
            }
        }
        schema.setRequired(required);
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            Schema<?> none = new Schema<>();
            none.addType("null");
            return new Schema<>().anyOf(List.of(schema, none));
        }
        if (schema.getTypes() == null && schema.getType() != null) {
            schema.addType(schema.getType());
        }
        schema.addType("null");
        return schema;
    }
}
