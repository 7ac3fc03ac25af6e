package dev.reelbatch.load;

import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.sheet.CellValue;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.Header;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.TemplateColumns;
import dev.reelbatch.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one sheet into requests. It remembers the ids that it has seen, so every reading of a sheet needs
 * its own parser.
 */
final class RowParser {

    private static final int LONGEST_TEXT = 200;
    private static final Parameter COUNT = Parameter.between(1, 100);

    private final Header header;
    private final RowRules rules;
    private final RequestParser requests;
    private final boolean isOfToday;
    private final Map<String, Integer> rowsById = new HashMap<>();

    RowParser(Header header, RowRules rules) {
        this.header = header;
        this.rules = rules;
        this.requests = new RequestParser(rules.catalogue(), rules.defaults(), rules.pictures());
        this.isOfToday = !rules.reading().isOfFirstEdition();
    }

    ParsedRow parse(SheetRow row) {
        RowFindings findings = new RowFindings(row.number());
        RowCells own = header.read(row);
        if (refuseUnreadable(row, findings) || isOfToday && NotPrompts.refuse(own, findings)) {
            return new ParsedRow.Invalid(row.number(), row.variant(), findings.errors(), header.own(row));
        }
        RowCells cells = filled(own, findings);
        refuseNameless(cells, findings);
        BrokenFormulas.refuse(cells, isOfToday, findings);
        Request real = requests.parse(cells, findings);
        Request request = rules.defaults().draft() ? Drafts.of(real, cells, rules.catalogue(), findings) : real;
        String id = id(cells, findings);
        String filename = shortText(cells, Role.FILENAME, findings);
        int count = row.variant() > 0 ? 1 : count(cells, findings);
        if (!findings.noErrors()) {
            return new ParsedRow.Invalid(row.number(), row.variant(), withCures(findings.errors()), header.own(row));
        }
        return new ParsedRow.Valid(
                promptRow(
                        row,
                        request,
                        before(request, real, cells, findings),
                        id,
                        filename,
                        count,
                        TemplateColumns.made(cells)),
                findings.understood(),
                assumptions(request),
                Terms.of(requests.model(real.model()), request, real),
                Set.of());
    }

    /** Returns the row with the prompt that the template makes of it, if there is a template. */
    private RowCells filled(RowCells own, RowFindings findings) {
        TemplateColumns template = header.template();
        return template == null
                ? own
                : template.fill(own, column -> findings.missing(column, Text.of("is empty; the template needs it")));
    }

    /** Returns the request that earlier versions made of the row; null if it is the same, and for drafts, which are new. */
    private @Nullable Request before(Request request, Request real, RowCells cells, RowFindings findings) {
        return request == real ? requests.parseAsBefore(cells, findings) : null;
    }

    /** Adds the option that ignores a column to errors of columns with a custom name, which may mean something else. */
    private List<RowError> withCures(List<RowError> errors) {
        return errors.stream()
                .map(error -> header.synonyms().stream()
                        .filter(column -> column.header().equals(error.column()))
                        .findFirst()
                        .map(column -> error.adding(
                                Text.of("; if this column means something else, add %s", column.ignoring())))
                        .orElse(error))
                .toList();
    }

    private PromptRow promptRow(
            SheetRow row,
            Request request,
            @Nullable Request before,
            @Nullable String id,
            @Nullable String filename,
            int count,
            boolean isMade) {
        Request sent = requests.asSent(request);
        String json = sent.json();
        Fingerprint fingerprint = Fingerprint.of(rules.apiName(), json, id);
        RequestKeys keys = Identity.keys(fingerprint, sent, id);
        Model model = requests.model(request.model());
        Map<String, String> given = model.given(request);
        return new PromptRow(
                row.number(),
                row.variant(),
                id,
                filename,
                count,
                json,
                request.model(),
                request.parameter("size"),
                model.seconds(given),
                request.prompt(),
                model.priceOf(given),
                model.takes(given),
                model.drafts() == null ? null : model.drafts().use(given),
                header.passedThrough(row),
                header.own(row),
                fingerprint,
                before == null ? keys : keys.superseding(keys(before, id)),
                isMade);
    }

    private RequestKeys keys(Request request, @Nullable String id) {
        return Identity.keys(Fingerprint.of(rules.apiName(), request.json(), id), request, id);
    }

    private List<Model.Assumption> assumptions(Request request) {
        Model model = requests.model(request.model());
        return model.assumptions(model.given(request));
    }

    private boolean refuseUnreadable(SheetRow row, RowFindings findings) {
        header.unreadable(row)
                .forEach((column, why) ->
                        findings.missing(column.header(), Text.of("cell %s %s", column.letters() + row.number(), why)));
        return !findings.noErrors();
    }

    /** Adds one error for all cells without a header: nearly always one text was split at its commas. */
    private static void refuseNameless(RowCells cells, RowFindings findings) {
        Cell cell = cells.first(Role.NAMELESS);
        if (cell != null) {
            findings.wrong(
                    cell.column().letters(),
                    cell.text(),
                    Text.of(
                            "is in a column with no heading. If the prompt contains a comma, put it in double quotes."));
        }
    }

    private @Nullable String id(RowCells cells, RowFindings findings) {
        String id = shortText(cells, Role.ID, findings);
        Cell cell = cells.first(Role.ID);
        if (id == null || cell == null) {
            return null;
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            findings.wrong(cell.column().header(), id, Text.of("contains a line break or another control character"));
        }
        Integer earlier = rowsById.putIfAbsent(id, cells.row());
        if (earlier != null && earlier != cells.row()) {
            findings.wrong(
                    cell.column().header(),
                    id,
                    Text.of("is already used as the id in row %d; ids must be unique", earlier));
        }
        return id;
    }

    private static @Nullable String shortText(RowCells cells, Role role, RowFindings findings) {
        Cell cell = cells.first(role);
        if (cell == null) {
            return null;
        }
        if (cell.text().length() > LONGEST_TEXT) {
            findings.wrong(
                    cell.column().header(),
                    cell.text(),
                    Text.of(
                            "has %d characters; at most %d are allowed",
                            cell.text().length(), LONGEST_TEXT));
        }
        return cell.text();
    }

    private static int count(RowCells cells, RowFindings findings) {
        Cell cell = cells.first(Role.COUNT);
        if (cell == null) {
            return 1;
        }
        String text = ValueSyntax.plain("count", cell.text());
        Integer count = CellValue.whole(CellValue.of(text));
        String nearest = COUNT.nearest(text);
        if (count != null && count.toString().equals(nearest)) {
            return count;
        }
        boolean whole = nearest != null && CellValue.whole(CellValue.of(nearest)) != null;
        findings.wrong(
                cell.column().header(),
                cell.text(),
                Text.of("is not a whole number from 1 to 100"),
                whole ? nearest : null);
        return 1;
    }
}
