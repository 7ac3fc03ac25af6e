package dev.reelbatch.plan;

import dev.reelbatch.load.SheetCheck;
import java.util.List;

/**
 * The changes that a file with corrections would make to a job.
 *
 * @param found matching of the corrected rows, within the job's sheet
 * @param job the job of the rows
 * @param changed rows by their numbers in the job's sheet
 * @param unchanged rows whose request is the same as in the job's sheet
 */
public record CorrectionPreview(
        SheetCheck found, SheetPreview preview, String job, List<Integer> changed, List<Integer> unchanged) {}
