package dev.reelbatch.plan;

import dev.reelbatch.load.SheetCheck;
import java.util.List;

/**
 * What a file that corrects rows of a job would change of it.
 *
 * @param found of the corrected rows, within the job's sheet
 * @param job whose rows they are
 * @param changed rows by their numbers in the job's sheet
 * @param unchanged rows that ask for what the job's sheet asks for already
 */
public record CorrectionPreview(
        SheetCheck found, SheetPreview preview, String job, List<Integer> changed, List<Integer> unchanged) {}
