package dev.reelbatch.load;

import dev.reelbatch.sheet.CsvRows;
import dev.reelbatch.sheet.DetectedFormat;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetReader;
import dev.reelbatch.sheet.SheetRow;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Sheets written as text blocks, for tests. */
public final class Sheets {

    public static final RowRules RULES =
            new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", ReadOptions.RECOGNISED);

    private Sheets() {}

    public static List<SheetRow> rows(String csv) {
        return rows(reader(csv));
    }

    static SheetReader reader(String csv) {
        return reader(new StringReader(csv));
    }

    public static SheetReader reader(Reader csv) {
        return new SheetReader(new CsvRows(csv, new DetectedFormat.Text("UTF-8", ',')), ReadOptions.RECOGNISED);
    }

    public static List<SheetRow> rows(SheetReader reader) {
        List<SheetRow> rows = new ArrayList<>();
        reader.forEachRemaining(rows::add);
        return rows;
    }

    static List<ParsedRow> parsed(String csv, RowRules rules) {
        SheetReader reader = new SheetReader(
                new CsvRows(new StringReader(csv), new DetectedFormat.Text("UTF-8", ',')), rules.reading());
        RowParser parser = new RowParser(reader.header(), rules);
        return rows(reader).stream().map(parser::parse).toList();
    }

    public static PromptRow valid(String csv) {
        return valid(csv, RULES);
    }

    public static PromptRow valid(String csv, RowRules rules) {
        ParsedRow row = parsed(csv, rules).get(0);
        if (row instanceof ParsedRow.Valid valid) {
            return valid.row();
        }
        throw new AssertionError(row.toString());
    }

    public static List<String> errors(String csv) {
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

    public static SheetCheck preflight(String csv) {
        return preflight(csv, RULES);
    }

    public static SheetCheck preflight(String csv, RowRules rules) {
        SheetCounter sheetCounter = new SheetCounter(rules.catalogue(), false, null);
        SheetReader reader = new SheetReader(
                new CsvRows(new StringReader(csv), new DetectedFormat.Text("UTF-8", ',')), rules.reading());
        try (PromptSheet sheet = new PromptSheet(reader, rules)) {
            sheet.forEachRemaining(sheetCounter::add);
            sheet.requireClear();
            return sheetCounter.result(sheet.recognised(), List.of()).found();
        }
    }
}
