package dev.reelbatch.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One content of a job's sheet.
 *
 * @param number from 1 within its job
 * @param contentHash equal for sheets with the same requests
 * @param inputSha256 names the copy of the input in the home
 * @param inputPath the file that the input was copied from
 * @param options JSON of the options that shape requests, for resuming without the command line
 * @param loadedAs input and options of the current load; null before the first
 * @param spent everything that may have cost money, in all its tries
 * @param endedAt time of its latest end of any kind; null if it never ended
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
     * A run before it exists.
     *
     * @param corrects id of the run whose sheet this one repeats except for corrected rows; null for a sheet of its own
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
