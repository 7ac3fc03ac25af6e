package dev.reelbatch.cli;

import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.text.UserException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of an HTTP request, which become options of a command.
 *
 * @param names named as the options, with {@code _} for {@code -}
 * @param flags those of them that are true or false
 */
record HttpFields(Set<String> names, Set<String> flags) {

    private static final String SHEET_NAME = "sheet_name"; // the field sheet is the file

    /** Returns the same fields but these. */
    HttpFields without(String... left) {
        Set<String> others = new HashSet<>(names);
        others.removeAll(Set.of(left));
        return new HttpFields(others, flags);
    }

    /**
     * Returns the options.
     *
     * @throws UserException naming a field that does not exist
     */
    List<String> arguments(Map<String, List<String>> fields) {
        List<String> arguments = new ArrayList<>();
        fields.forEach((field, values) -> values.forEach(value -> add(field, value, arguments)));
        return arguments;
    }

    private void add(String field, String value, List<String> arguments) {
        RequestFields.requireKnown(field, names);
        String option = field.equals(SHEET_NAME) ? "--sheet" : "--" + field.replace('_', '-');
        if (!flags.contains(field)) {
            arguments.add(option + "=" + value);
        } else if (RequestFields.flag(field, value)) {
            arguments.add(option);
        }
    }
}
