package dev.reelbatch.load;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.load.Column.Role;
import dev.reelbatch.load.RowCells.Cell;
import dev.reelbatch.text.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one sheet into requests. It remembers the ids that it has seen, so a sheet read
 * again needs another parser.
 */
final class RowParser {

    private static final int LONGEST_TEXT = 200;
    /** What Excel, WPS and LibreOffice show for a formula without a value, or a column that is too narrow. */
    private static final Pattern BROKEN_FORMULA =
            Pattern.compile("#(REF!|N/A|NAME\\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|BUSY!)|#{3,}|Err:5\\d\\d");

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
        RowFindings findings = new RowFindings(row.number());
        RowCells cells = header.read(row);
        refuseNameless(cells, findings);
        refuseBrokenFormulas(cells, findings);
        Request request = requests.parse(cells, findings);
        String id = id(cells, findings);
        String filename = shortText(cells, Role.FILENAME, findings);
        int count = count(cells, findings);
        if (!findings.noErrors()) {
            return new ParsedRow.Invalid(row.number(), findings.errors(), header.own(row));
        }
        return new ParsedRow.Valid(promptRow(row, request, id, filename, count), findings.understood());
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
    private static void refuseNameless(RowCells cells, RowFindings findings) {
        Cell cell = cells.first(Role.NAMELESS);
        if (cell != null) {
            findings.wrong(
                    cell.column().letters(),
                    cell.text(),
                    Text.of(
                            "stands in a column without a header; a text that holds a comma needs quotation marks around it"));
        }
    }

    /** They are texts like any other, and would make videos of themselves. */
    private static void refuseBrokenFormulas(RowCells cells, RowFindings findings) {
        for (Cell cell : cells.filled()) {
            Column column = cell.column();
            if (column.role() != Role.ERROR
                    && column.meaning() != null
                    && BROKEN_FORMULA.matcher(cell.text()).matches()) {
                findings.wrong(
                        column.header(),
                        cell.text(),
                        Text.of("is an error of the spreadsheet; mend the formula, or widen the column"));
            }
        }
    }

    private @Nullable String id(RowCells cells, RowFindings findings) {
        String id = shortText(cells, Role.ID, findings);
        Cell cell = cells.first(Role.ID);
        if (id == null || cell == null) {
            return null;
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            findings.wrong(cell.column().header(), id, Text.of("holds a line break or another control character"));
        }
        Integer earlier = rowsById.putIfAbsent(id, cells.row());
        if (earlier != null) {
            findings.wrong(cell.column().header(), id, Text.of("is the id of row %d already; ids are unique", earlier));
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
                            "has %d characters; at most %d are possible",
                            cell.text().length(), LONGEST_TEXT));
        }
        return cell.text();
    }

    private static int count(RowCells cells, RowFindings findings) {
        Cell cell = cells.first(Role.COUNT);
        if (cell == null) {
            return 1;
        }
        String text = Spelling.plain("count", cell.text());
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
