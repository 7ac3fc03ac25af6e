package dev.reelbatch.load;

import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;

/**
 * A model's drafts: previews, from whose tasks the real videos are made.
 *
 * @param sent parameters of every draft, instead of the row's own
 * @param unsent parameters that a draft can't have
 * @param task field of {@code input} with the task of the draft that a real video is made from
 * @param keeps fields that a real video has in common with its draft; they are not sent again
 * @param validFor time from the submit of a draft in which its real video can be made
 */
record Drafts(
        Map<String, String> sent,
        @DefaultValue List<String> unsent,
        String task,
        @DefaultValue List<String> keeps,
        Duration validFor) {

    /** Returns the draft of a row's request, unless that continues one; unchanged, with a mistake, if its model has none. */
    static Request of(Request request, RowCells cells, Catalogue catalogue, RowFindings findings) {
        Model model = catalogue.find(request.model());
        Drafts drafts = model == null ? null : model.drafts();
        if (drafts != null) {
            return drafts.continues(request) ? request : drafts.of(request);
        }
        Cell cell = cells.first(Role.MODEL);
        findings.wrong(
                cell == null ? "model" : cell.column().header(),
                request.model(),
                Text.of(
                        "has no drafts; leave --draft out, or use a model that has them: %s",
                        String.join(Text.of(", "), catalogue.namesWithDrafts())));
        return request;
    }

    private Request of(Request request) {
        SortedMap<String, JsonNode> parameters = new TreeMap<>(request.parameters());
        parameters.keySet().removeAll(unsent);
        sent.forEach((key, value) -> parameters.put(key, FieldParser.typed(key, value)));
        return new Request(request.model(), request.input(), parameters);
    }

    /** Returns whether a request with these fields is a draft. */
    boolean isOne(Map<String, String> given) {
        return sent.entrySet().stream().allMatch(field -> field.getValue().equalsIgnoreCase(given.get(field.getKey())));
    }

    /** Returns a request without the fields that its draft has; unchanged if it continues none. */
    Request continued(Request request) {
        if (!continues(request)) {
            return request;
        }
        SortedMap<String, JsonNode> input = new TreeMap<>(request.input());
        SortedMap<String, JsonNode> parameters = new TreeMap<>(request.parameters());
        input.keySet().removeAll(keeps);
        parameters.keySet().removeAll(keeps);
        return new Request(request.model(), input, parameters);
    }

    /** Returns whether the request, with all fields at their own places, makes the real video of a draft. */
    boolean continues(Request request) {
        return request.input().containsKey(task);
    }

    /** Returns the draft that a request with these fields makes the real video of; null if it makes none. */
    @Nullable DraftUse use(Map<String, String> given) {
        String draft = given.get(task);
        return draft == null ? null : new DraftUse(draft, kept(given));
    }

    /** Returns those fields that a real video has in common with its draft. */
    Map<String, String> kept(Map<String, String> given) {
        Map<String, String> kept = new LinkedHashMap<>(given);
        kept.keySet().retainAll(keeps);
        return kept;
    }
}
