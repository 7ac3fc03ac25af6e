package dev.reelbatch.serve;

import dev.reelbatch.plan.RowPreview;
import dev.reelbatch.sheet.UnclearSheetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known about a sheet that is prepared.
 *
 * @param findings as {@code check} writes them in JSON; null if the sheet can't be read
 * @param rows what each row comes to, by its number; empty if that is not known
 * @param question that has to be answered before the sheet can be read; null if there is none
 * @param problem why the sheet can't be checked; null if it can
 */
public record PreparedCheck(
        @Nullable ObjectNode findings,
        Map<Integer, RowPreview> rows,
        @Nullable UnclearSheetException question,
        @Nullable String problem) {}
