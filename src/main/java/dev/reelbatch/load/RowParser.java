package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.load.Column.Role;
import dev.reelbatch.load.RowCells.Cell;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one sheet into requests. It remembers the ids that it has seen, so a sheet read
 * again needs another parser.
 */
final class RowParser {

    private static final int LONGEST_TEXT = 200;
    private static final Parameter COUNT = Parameter.between(1, 100);

    private final Header header;
    private final RowRules rules;
    private final RequestParser requests;
    private final Map<String, Integer> rowsById = new HashMap<>();

    RowParser(Header header, RowRules rules) {
        this.header = header;
        this.rules = rules;
        this.requests = new RequestParser(rules.catalogue(), rules.defaults());
    }

    ParsedRow parse(SheetRow row) {
        RowErrors errors = new RowErrors(row.number());
        RowCells cells = header.read(row);
        refuseNameless(cells, errors);
        Request request = requests.parse(cells, errors);
        String id = id(cells, errors);
        String filename = shortText(cells, Role.FILENAME, errors);
        int count = count(cells, errors);
        if (!errors.none()) {
            return new ParsedRow.Invalid(row.number(), errors.list(), header.own(row));
        }
        return new ParsedRow.Valid(promptRow(row, request, id, filename, count));
    }

    private PromptRow promptRow(
            SheetRow row, Request request, @Nullable String id, @Nullable String filename, int count) {
        String json = request.json();
        return new PromptRow(
                row.number(),
                id,
                filename,
                count,
                json,
                request.model(),
                request.parameter("size"),
                request.duration(),
                request.prompt(),
                price(request),
                header.passedThrough(row),
                header.own(row),
                Fingerprint.of(rules.apiName(), json, id));
    }

    private @Nullable Price price(Request request) {
        Model model = rules.catalogue().find(request.model());
        PriceList prices = model == null ? null : model.price();
        return prices == null
                ? null
                : prices.of(request.duration(), request.parameter("size"), request.parameter("resolution"));
    }

    /** One error for all of them: nearly always one text with commas fell apart. */
    private static void refuseNameless(RowCells cells, RowErrors errors) {
        Cell cell = cells.first(Role.NAMELESS);
        if (cell != null) {
            errors.wrong(
                    cell.column().letters(),
                    cell.text(),
                    "stands in a column without a header; a text that holds a comma needs quotation marks around it");
        }
    }

    private @Nullable String id(RowCells cells, RowErrors errors) {
        String id = shortText(cells, Role.ID, errors);
        Cell cell = cells.first(Role.ID);
        if (id == null || cell == null) {
            return null;
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            errors.wrong(cell.column().header(), id, "holds a line break or another control character");
        }
        Integer earlier = rowsById.putIfAbsent(id, cells.row());
        if (earlier != null) {
            errors.wrong(cell.column().header(), id, "is the id of row " + earlier + " already; ids are unique");
        }
        return id;
    }

    private static @Nullable String shortText(RowCells cells, Role role, RowErrors errors) {
        Cell cell = cells.first(role);
        if (cell == null) {
            return null;
        }
        if (cell.text().length() > LONGEST_TEXT) {
            errors.wrong(
                    cell.column().header(),
                    cell.text(),
                    "has " + cell.text().length() + " characters; at most " + LONGEST_TEXT + " are possible");
        }
        return cell.text();
    }

    private static int count(RowCells cells, RowErrors errors) {
        Cell cell = cells.first(Role.COUNT);
        if (cell == null) {
            return 1;
        }
        Integer count = CellValue.whole(CellValue.of(cell.text()));
        String nearest = COUNT.nearest(cell.text());
        if (count != null && count.toString().equals(nearest)) {
            return count;
        }
        boolean whole = nearest != null && CellValue.whole(CellValue.of(nearest)) != null;
        errors.wrong(
                cell.column().header(), cell.text(), "is not a whole number from 1 to 100", whole ? nearest : null);
        return 1;
    }
}
