package dev.reelbatch.load;

import dev.reelbatch.load.RequestParser.Given;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes parameters of the row's model from what its columns say about the picture: from {@code 16:9} and {@code 720p},
 * the one size that has both, or the ratio if the model takes no sizes. It never chooses among several.
 */
final class FrameParser {

    private static final String SIZE = "size";
    private static final String RESOLUTION = "resolution";

    private final String name;
    private final Model model;
    private final Defaults defaults;
    private final List<String> sizes;

    FrameParser(String name, Model model, Defaults defaults) {
        this.name = name;
        this.model = model;
        this.defaults = defaults;
        Parameter size = model.parameters().get(SIZE);
        this.sizes = size == null ? List.of() : size.allowed();
    }

    void addTo(Map<String, Given> parameters, RowCells cells, RowFindings findings) {
        List<Said> said = said(cells, findings);
        if (said.isEmpty()) {
            return;
        }
        if (sizes.isEmpty()) {
            said.forEach(one -> addOther(one, parameters, findings));
        } else {
            addSize(said, parameters, findings);
        }
    }

    /** A cell and the dimensions it gives. */
    private record Said(String column, String text, Frame frame) {}

    private List<Said> said(RowCells cells, RowFindings findings) {
        List<Said> said = new ArrayList<>();
        for (Cell cell : cells.of(Role.FRAME)) {
            String column = cell.column().header();
            Frame frame = Frame.of(cell.text());
            if (frame == null) {
                findings.wrong(column, cell.text(), complaint(), Suggestion.value(cell.text(), sizes));
            } else {
                said.add(new Said(column, cell.text(), frame));
            }
        }
        return said;
    }

    private String complaint() {
        return sizes.isEmpty()
                ? Text.of("is neither a size nor a shape of a picture, such as 16:9")
                : Text.of("is not one of %s", String.join(", ", sizes));
    }

    /** Adds the one size that fits all cells; the column {@code size} and the run's default count as well. */
    private void addSize(List<Said> said, Map<String, Given> parameters, RowFindings findings) {
        Given own = parameters.get(SIZE);
        for (Said one : said) {
            if (sizes.stream().noneMatch(one.frame()::fits)) {
                findings.wrong(one.column(), one.text(), complaint(), nearest(one));
                return;
            }
            if (own != null && !goesWith(one.frame(), own.text())) {
                findings.wrong(one.column(), one.text(), contradiction(own.column(), own.text()));
                return;
            }
        }
        if (own == null) {
            choose(said, parameters, findings);
        }
    }

    private @Nullable String nearest(Said said) {
        return Suggestion.value(
                said.frame().size() == null ? said.text() : said.frame().size(), sizes);
    }

    /** Returns whether a size fits the dimensions; one that the model does not take is reported elsewhere. */
    private boolean goesWith(Frame frame, String size) {
        Frame other = Frame.of(size);
        return other == null
                || sizes.stream().noneMatch(other::fits)
                || sizes.stream().anyMatch(allowed -> other.fits(allowed) && frame.fits(allowed));
    }

    private static String contradiction(String column, String text) {
        return Text.of("contradicts %s in column %s", CellText.quoted(text), CellText.quoted(column));
    }

    private void choose(List<Said> said, Map<String, Given> parameters, RowFindings findings) {
        List<String> fitting = sizes.stream()
                .filter(size -> said.stream().allMatch(one -> one.frame().fits(size)))
                .toList();
        String byDefault = defaults.size() == null ? null : ValueSyntax.plain(SIZE, defaults.size());
        Said first = said.get(0);
        if (fitting.isEmpty()) {
            Said second = said.get(1);
            findings.wrong(second.column(), second.text(), contradiction(first.column(), first.text()));
        } else if (fitting.size() > 1 && !fitting.contains(byDefault)) {
            findings.wrong(
                    first.column(),
                    first.text(),
                    Text.of("could mean %s; write which one", String.join(Text.of(" or "), fitting)));
        } else {
            String size = fitting.size() == 1 ? fitting.get(0) : String.valueOf(byDefault);
            said.stream()
                    .filter(one -> !one.text().equals(size))
                    .forEach(one -> findings.understood(one.column(), one.text(), size));
            parameters.put(SIZE, new Given(said.stream().map(Said::column).collect(Collectors.joining(", ")), size));
        }
    }

    /** Adds a cell for a model whose sizes are not known, as the parameter of its own kind. */
    private void addOther(Said said, Map<String, Given> parameters, RowFindings findings) {
        Frame frame = said.frame();
        boolean takesResolution = model.parameters().containsKey(RESOLUTION);
        if (frame.size() != null && model.shape() == null) {
            add(SIZE, frame.size(), said, parameters, findings);
        } else if (frame.ratio() != null && frame.resolution() == null && model.shape() != null) {
            add(model.shape(), frame.ratio(), said, parameters, findings);
        } else if (frame.resolution() != null && frame.ratio() == null && takesResolution) {
            add(RESOLUTION, said.text(), said, parameters, findings);
        } else {
            findings.wrong(
                    said.column(),
                    said.text(),
                    Text.of(
                            "matches no known parameter of the model %s; name the column after the "
                                    + "parameter, such as parameters.aspect_ratio or size",
                            name));
        }
    }

    private static void add(String key, String text, Said said, Map<String, Given> parameters, RowFindings findings) {
        Given own = parameters.putIfAbsent(key, new Given(said.column(), text));
        if (own != null && !CellText.folded(own.text()).equals(CellText.folded(text))) {
            findings.wrong(said.column(), said.text(), contradiction(own.column(), own.text()));
        } else if (!text.equals(said.text())) {
            findings.understood(said.column(), said.text(), text);
        }
    }
}
