package dev.reelbatch.load;

import dev.reelbatch.ledger.Cost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The totals of a sheet that resuming its run needs.
 *
 * @param clips number that the valid rows request, variants included
 * @param cost as far as prices are known
 * @param typicalTimes as {@link SheetCheck#typicalTimes()}
 * @param clipsWithoutPrice number of clips that {@code cost} leaves out
 * @param warnings sentences for the person who starts the run
 * @param contentHash as {@link SheetCheck#contentHash()}
 */
public record SheetTotals(
        int validRows,
        int invalidRows,
        long clips,
        Cost cost,
        Map<String, Duration> typicalTimes,
        long clipsWithoutPrice,
        List<String> warnings,
        String contentHash) {

    /** Returns the same totals with more warnings. */
    public SheetTotals with(List<String> notes) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(notes);
        return new SheetTotals(
                validRows, invalidRows, clips, cost, typicalTimes, clipsWithoutPrice, List.copyOf(all), contentHash);
    }

    public int rows() {
        return validRows + invalidRows;
    }
}
