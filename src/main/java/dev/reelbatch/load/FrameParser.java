package dev.reelbatch.load;

import dev.reelbatch.load.RequestParser.Given;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes parameters of the row's model from what its columns say about the picture: from {@code 16:9} and {@code 720p},
 * the one size that has both, or the ratio if the model takes no sizes. It never chooses among several.
 */
final class FrameParser {

    private final Defaults defaults;
    private final FrameParameters takes;
    private final List<String> sizes;

    FrameParser(String name, Model model, Defaults defaults) {
        this.defaults = defaults;
        this.takes = new FrameParameters(name, model);
        this.sizes = takes.allowed(FrameParameters.SIZE);
    }

    /** Returns whether some parameters are those of other models, so that earlier versions sent another request. */
    boolean areOfOtherModels(Map<String, Given> parameters) {
        return parameters.keySet().stream().anyMatch(takes::isOfOtherModels)
                || defaults.size() != null && takes.isOfOtherModels(FrameParameters.SIZE);
    }

    /** Adds what the cells and the default say; parameters of other models become those of this one. */
    void addTo(Map<String, Given> parameters, RowCells cells, RowFindings findings) {
        List<Said> said = new ArrayList<>(ofColumns(parameters, cells, findings));
        for (String key :
                parameters.keySet().stream().filter(takes::isOfOtherModels).toList()) {
            Given given = parameters.remove(key);
            addSaid(given.column(), given.text(), true, said, findings);
        }
        add(said, parameters, findings);
        addDefault(parameters, findings);
    }

    /** Adds what the cells and the default say, as versions did that sent parameters of other models unchecked. */
    void addAsBefore(Map<String, Given> parameters, RowCells cells, RowFindings findings) {
        add(ofColumns(parameters, cells, findings), parameters, findings);
        RequestParser.fill(parameters, FrameParameters.SIZE, defaults.size());
    }

    private void add(List<Said> said, Map<String, Given> parameters, RowFindings findings) {
        if (sizes.isEmpty()) {
            said.forEach(one -> addOther(one, parameters, findings));
        } else if (!said.isEmpty()) {
            addSize(said, parameters, findings);
        }
    }

    /** Adds the run's default size; for a model that takes none, only if the row says nothing itself. */
    private void addDefault(Map<String, Given> parameters, RowFindings findings) {
        if (!takes.isOfOtherModels(FrameParameters.SIZE)) {
            RequestParser.fill(parameters, FrameParameters.SIZE, defaults.size());
        } else if (defaults.size() != null && !parameters.containsKey(takes.main()) && findings.noErrors()) {
            List<Said> said = new ArrayList<>();
            addSaid(
                    RequestParser.byDefault(FrameParameters.SIZE),
                    CellText.normal(defaults.size()),
                    true,
                    said,
                    findings);
            add(said, parameters, findings);
        }
    }

    /**
     * A cell and the dimensions it gives.
     *
     * @param isMoved whether its column is a parameter of other models
     */
    private record Said(String column, String text, boolean isMoved, Frame frame) {}

    private List<Said> ofColumns(Map<String, Given> parameters, RowCells cells, RowFindings findings) {
        List<Said> said = new ArrayList<>();
        for (Cell cell : cells.of(Role.FRAME)) {
            if (takes.isWord(cell.text())) {
                parameters.putIfAbsent(
                        String.valueOf(takes.shape()), new Given(cell.column().header(), cell.text()));
            } else {
                addSaid(cell.column().header(), cell.text(), false, said, findings);
            }
        }
        return said;
    }

    private void addSaid(String column, String text, boolean isMoved, List<Said> said, RowFindings findings) {
        Frame frame = Frame.of(text);
        if (frame == null) {
            findings.wrong(column, text, takes.complaint(), takes.nearest(text));
        } else {
            said.add(new Said(column, text, isMoved, frame));
        }
    }

    /** Adds the one size that fits all cells; the column {@code size} and the run's default count as well. */
    private void addSize(List<Said> said, Map<String, Given> parameters, RowFindings findings) {
        Given own = parameters.get(FrameParameters.SIZE);
        if (takes.key(FrameParameters.RESOLUTION)) {
            List<Said> resolutions =
                    said.stream().filter(one -> one.frame().isResolution()).toList();
            resolutions.forEach(one -> addOther(one, parameters, findings));
            if (own == null && resolutions.size() == said.size()) {
                return;
            }
        }
        for (Said one : said) {
            if (sizes.stream().noneMatch(one.frame()::fits)) {
                findings.wrong(one.column(), one.text(), takes.complaint(), takes.nearest(one.text(), one.frame()));
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
        String byDefault = defaults.size() == null ? null : ValueSyntax.plain(FrameParameters.SIZE, defaults.size());
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
            parameters.put(
                    FrameParameters.SIZE,
                    new Given(said.stream().map(Said::column).collect(Collectors.joining(", ")), size));
        }
    }

    /** Adds a cell for a model without a list of sizes, as the parameters of its own kind. */
    private void addOther(Said said, Map<String, Given> parameters, RowFindings findings) {
        Frame frame = said.frame();
        String shape = takes.shape();
        if (frame.size() != null && takes.anySize()) {
            add(FrameParameters.SIZE, frame.size(), said, parameters, findings);
        } else if (frame.size() != null
                || frame.ratio() != null && shape == null
                || frame.resolution() != null && !takes.key(FrameParameters.RESOLUTION)) {
            findings.wrong(said.column(), said.text(), takes.refusal(), takes.nearest(said.text(), frame));
        } else {
            if (shape != null && frame.ratio() != null) {
                add(shape, frame.ratio(), said, parameters, findings);
            }
            if (frame.resolution() != null) {
                add(
                        FrameParameters.RESOLUTION,
                        takes.resolution(frame.resolution(), said.text()),
                        said,
                        parameters,
                        findings);
            }
        }
    }

    private static void add(String key, String text, Said said, Map<String, Given> parameters, RowFindings findings) {
        Given own = parameters.putIfAbsent(key, new Given(said.column(), text));
        if (own != null && !CellText.folded(own.text()).equals(CellText.folded(text))) {
            findings.wrong(said.column(), said.text(), contradiction(own.column(), own.text()));
        } else if (said.isMoved()) {
            findings.understood(said.column(), said.text(), key + "=" + text);
        } else if (!text.equalsIgnoreCase(said.text())) {
            findings.understood(said.column(), said.text(), text);
        }
    }
}
