package dev.reelbatch.serve;

import dev.reelbatch.plan.RowPreview;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.sheet.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Checks a sheet as the command {@code check} does, in the home of a {@code serve}. */
public interface SheetChecker {

    /**
     * What is found.
     *
     * @param tree the findings as the command writes them in JSON
     * @param rows what each row comes to, by its number; empty if that is not known
     */
    record Findings(ObjectNode tree, Map<Integer, RowPreview> rows) {}

    /**
     * Checks a sheet.
     *
     * @param fields named as the options of {@code run}, with {@code _} for {@code -}
     * @param limits rate and concurrency of a run of the sheet
     * @param api name of the API that would run it
     * @throws dev.reelbatch.text.UserException naming a field that is wrong, or if the file can't be read as a sheet
     */
    Findings check(Path sheet, Map<String, List<String>> fields, RunLimits limits, String api);

    /**
     * Returns the options for reading the sheet.
     *
     * @param fields as above
     * @throws dev.reelbatch.text.UserException naming a field that is wrong
     */
    ReadOptions reading(Path sheet, Map<String, List<String>> fields);
}
