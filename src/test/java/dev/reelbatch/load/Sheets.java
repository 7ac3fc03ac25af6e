package dev.reelbatch.load;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sheets written as text blocks, for tests. */
final class Sheets {

    static final RowRules RULES = new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", Reading.RECOGNISED);

    private Sheets() {}

    static List<SheetRow> rows(String csv) {
        return rows(reader(csv));
    }

    static SheetReader reader(String csv) {
        return reader(new StringReader(csv));
    }

    static SheetReader reader(Reader csv) {
        return new SheetReader(new CsvRows(csv, new Recognised.Text("UTF-8", ',')), Reading.RECOGNISED);
    }

    static List<SheetRow> rows(SheetReader reader) {
        List<SheetRow> rows = new ArrayList<>();
        reader.forEachRemaining(rows::add);
        return rows;
    }

    static List<ParsedRow> parsed(String csv, RowRules rules) {
        SheetReader reader =
                new SheetReader(new CsvRows(new StringReader(csv), new Recognised.Text("UTF-8", ',')), rules.reading());
        RowParser parser = new RowParser(reader.header(), rules);
        return rows(reader).stream().map(parser::parse).toList();
    }

    static PromptRow valid(String csv) {
        return valid(csv, RULES);
    }

    static PromptRow valid(String csv, RowRules rules) {
        ParsedRow row = parsed(csv, rules).get(0);
        if (row instanceof ParsedRow.Valid valid) {
            return valid.row();
        }
        throw new AssertionError(row.toString());
    }

    static List<String> errors(String csv) {
        return errors(csv, RULES);
    }

    static List<String> errors(String csv, RowRules rules) {
        List<String> errors = new ArrayList<>();
        for (ParsedRow row : parsed(csv, rules)) {
            if (row instanceof ParsedRow.Invalid invalid) {
                invalid.errors().forEach(error -> errors.add(error.toString()));
            }
        }
        return errors;
    }

    static Preflight preflight(String csv) {
        return preflight(csv, RULES);
    }

    static Preflight preflight(String csv, RowRules rules) {
        Tally tally = new Tally(rules.catalogue(), false);
        SheetReader reader =
                new SheetReader(new CsvRows(new StringReader(csv), new Recognised.Text("UTF-8", ',')), rules.reading());
        try (PromptSheet sheet = new PromptSheet(reader, rules)) {
            sheet.forEachRemaining(tally::add);
            sheet.requireClear();
            return tally.result(sheet.recognised(), Map.of()).found();
        }
    }
}
