package dev.reelbatch.cli;

import dev.reelbatch.job.Offer;
import dev.reelbatch.job.Standing;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run is about to do, before it does it. */
final class OfferText {

    private OfferText() {}

    /** @param rehearsal whether it costs nothing */
    static void print(Offer offer, boolean rehearsal, PrintWriter out) {
        out.println(Text.of(
                "%s: %s, %s",
                offer.job(),
                Text.counted(offer.sheet().validRows(), "row"),
                Text.counted(offer.sheet().clips(), "video")));
        offer.sheet().warnings().forEach(warning -> out.println("  " + Text.of("Note: %s", warning)));
        if (offer.sheet().invalidRows() > 0) {
            out.println("  "
                    + Text.of(
                            "%s skipped, reported as failed",
                            Text.counted(offer.sheet().invalidRows(), "invalid row")));
        }
        if (!offer.adopted().isEmpty()) {
            int all = offer.adopted().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            String jobs = offer.adopted().entrySet().stream()
                    .map(entry -> Text.of("%d of %s", entry.getValue(), entry.getKey()))
                    .collect(Collectors.joining(", "));
            out.println("  " + Text.of("%d asked for before and not paid for again (%s)", all, jobs));
        }
        if (offer.toPay() > 0) {
            out.println("  " + Text.of("%d to submit%s", offer.toPay(), cost(offer)) + Amounts.ofARehearsal(rehearsal));
        }
        out.flush();
    }

    /** Nothing else would ever remind of them. */
    static void printElsewhere(Map<String, Integer> openByAddress, PrintWriter out) {
        Standing.openElsewhereWords(openByAddress).forEach(out::println);
        out.flush();
    }

    /** What a person is asked before money is spent. */
    static String question(Offer offer) {
        return Text.of("Submit %s%s?", Text.counted(offer.toPay(), "video"), cost(offer));
    }

    private static String cost(Offer offer) {
        return Amounts.about(offer.cost(), offer.sheet().clipsWithoutPrice());
    }
}
