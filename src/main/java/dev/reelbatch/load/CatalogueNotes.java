package dev.reelbatch.load;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what a person should know about the models of a sheet before they are paid for. */
final class CatalogueNotes {

    private final Catalogue catalogue;
    private final TreeMap<String, Long> clipsByModel = new TreeMap<>();
    private final Map<Key, Integer> rows = new LinkedHashMap<>();

    CatalogueNotes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    private final Map<String, TermSums> terms = new TreeMap<>();

    private record Key(String model, Model.Assumption assumption) {}

    void add(ParsedRow.Valid row) {
        String model = row.row().model();
        clipsByModel.merge(model, (long) row.row().count(), Long::sum);
        terms.computeIfAbsent(model, name -> new TermSums()).add(row);
        row.assumptions().forEach(assumption -> rows.merge(new Key(model, assumption), 1, Integer::sum));
    }

    /** Returns the number of videos by the model's name, sorted. */
    Map<String, Long> clipsByModel() {
        return clipsByModel;
    }

    List<String> all() {
        List<String> notes = new ArrayList<>();
        rows.forEach((key, count) -> notes.add(note(key.model(), key.assumption(), count)));
        terms.values().forEach(sums -> sums.addTo(notes));
        clipsByModel.forEach((name, clips) -> {
            Model model = catalogue.find(name);
            if (model == null) {
                notes.add(unknown(name, clips));
            } else if (model.unconfirmed()) {
                notes.add(Text.of(
                        "model %s is not in the vendor's documentation yet; its values and its price come from "
                                + "elsewhere. Try one row first",
                        name));
            } else if (model.isChargedByTokens()) {
                notes.add(Text.of(
                        "model %s is charged by tokens, which are known afterwards; the price counts the most that "
                                + "a video can take",
                        name));
            }
        });
        return notes;
    }

    private static String note(String model, Model.Assumption assumption, int count) {
        String rows = Text.counted(count, "row");
        return assumption.value() == null
                ? Text.of(
                        "%s without %s: the vendor does not say what %s takes then, so the price is the highest possible",
                        rows, assumption.field(), model)
                : Text.of(
                        "%s without %s: %s then takes %s, which is the dearest choice",
                        rows, assumption.field(), model, assumption.value());
    }

    private String unknown(String name, long count) {
        String nearest = catalogue.nearest(name);
        String clips = Text.counted(count, "video");
        return nearest == null
                ? Text.of(
                        "model %s (%s) is not in the catalogue; its rows are not checked and have no price",
                        CellText.quoted(name), clips)
                : Text.of(
                        "model %s (%s) is not in the catalogue; its rows are not checked and have no "
                                + "price. Did you mean %s?",
                        CellText.quoted(name), clips, nearest);
    }
}
