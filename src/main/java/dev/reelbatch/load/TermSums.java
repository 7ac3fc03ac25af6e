package dev.reelbatch.load;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.List;

/** Sums of the {@link Terms} of one model's rows, and the notes on them. */
final class TermSums {

    private String offPeakWhen = "";
    private long cheaperOffPeak;
    private Cost now = Cost.NONE;
    private Cost offPeak = Cost.NONE;
    private long slow;
    private Duration mayTake = Duration.ZERO;

    void add(ParsedRow.Valid valid) {
        Terms terms = valid.terms();
        int clips = valid.row().count();
        offPeakWhen = terms.offPeakWhen();
        if (terms.offPeak() != null) {
            cheaperOffPeak += clips;
            now = now.plus(valid.row().price(), clips);
            offPeak = offPeak.plus(terms.offPeak(), clips);
        }
        if (!terms.mayTake().isZero()) {
            slow += clips;
            mayTake = terms.mayTake().compareTo(mayTake) > 0 ? terms.mayTake() : mayTake;
        }
    }

    void addTo(List<String> notes) {
        if (cheaperOffPeak > 0) {
            notes.add(Text.of(
                    "with %s, %s would cost %s instead of %s and take longer, which suits a night",
                    offPeakWhen, Text.counted(cheaperOffPeak, "video"), offPeak.text(), now.text()));
        }
        if (slow > 0) {
            notes.add(Text.of(
                    "%s with %s: cheaper, and may take up to %s; a run waits that long",
                    Text.counted(slow, "video"), offPeakWhen, Durations.text(mayTake)));
        }
    }
}
