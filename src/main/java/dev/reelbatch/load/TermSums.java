package dev.reelbatch.load;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.List;

/** Sums of the {@link Terms} of one model's rows, and the notes on them. */
final class TermSums {

    private long drafts;
    private long withoutPrice;
    private Cost real = Cost.NONE;
    private String offPeakWhen = "";
    private long cheaperOffPeak;
    private Cost now = Cost.NONE;
    private Cost offPeak = Cost.NONE;
    private long slow;
    private Duration mayTake = Duration.ZERO;

    void add(ParsedRow.Valid valid) {
        Terms terms = valid.terms();
        int clips = valid.row().count();
        if (terms.isDraft()) {
            drafts += clips;
            withoutPrice += terms.real() == null ? clips : 0;
            real = real.plus(terms.real(), clips);
        }
        offPeakWhen = terms.isDraft() ? offPeakWhen : terms.offPeakWhen();
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
        if (drafts > 0) {
            notes.add(Text.of(
                    "%s as drafts: previews in low resolution. To make all the real videos from them later (--from-drafts): %s more",
                    Text.counted(drafts, "video"), withoutPrice > 0 ? Text.of("price unknown") : real.text()));
        }
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
