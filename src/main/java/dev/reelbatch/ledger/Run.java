package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content of a job's sheet.
 *
 * @param number from 1 within its job
 * @param contentHash equal for sheets that ask for the same
 * @param inputSha256 names the copy of the input in the home
 * @param inputPath where the input was copied from
 * @param options JSON of the options that shape requests, for going on without the command line
 * @param loadedAs input and options of the load that is in force; null before the first
 * @param spent all that may have cost money, in all its tries
 * @param endedAt when it last came to its end, whatever end that was; null if it never did
 */
public record Run(
        long id,
        NamedJob job,
        int number,
        String contentHash,
        String inputSha256,
        String inputPath,
        String options,
        Path outDir,
        @Nullable String loadedAs,
        int loadNumber,
        BigDecimal spent,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /**
     * What is known of a run before it exists.
     *
     * @param corrects the run whose sheet this one has but for corrected rows, by id; null for a sheet of its own
     */
    public record Draft(
            String contentHash,
            String inputSha256,
            String inputPath,
            String options,
            Path outDir,
            @Nullable Long corrects) {

        public Draft(String contentHash, String inputSha256, String inputPath, String options, Path outDir) {
            this(contentHash, inputSha256, inputPath, options, outDir, null);
        }
    }
}
