package dev.reelbatch.cli;

import dev.reelbatch.job.Offer;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** What a run is about to do, before it does it. */
final class OfferText {

    private OfferText() {}

    static void print(Offer offer, PrintWriter out) {
        out.printf(
                "%s: %s, %s%n",
                offer.job(),
                Text.counted(offer.sheet().validRows(), "row"),
                Text.counted(offer.sheet().clips(), "video"));
        offer.sheet().warnings().forEach(warning -> out.println("  Note: " + warning));
        if (offer.sheet().invalidRows() > 0) {
            out.printf(
                    "  %s skipped, reported as failed%n",
                    Text.counted(offer.sheet().invalidRows(), "invalid row"));
        }
        if (!offer.adopted().isEmpty()) {
            int all = offer.adopted().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            String jobs = offer.adopted().entrySet().stream()
                    .map(entry -> entry.getValue() + " of " + entry.getKey())
                    .collect(Collectors.joining(", "));
            out.printf("  %d asked for before and not paid for again (%s)%n", all, jobs);
        }
        if (offer.toPay() > 0) {
            out.printf("  %d to submit%s%n", offer.toPay(), cost(offer));
        }
        out.flush();
    }

    /** What a person is asked before money is spent. */
    static String question(Offer offer) {
        return "Submit %s%s?".formatted(Text.counted(offer.toPay(), "video"), cost(offer));
    }

    private static String cost(Offer offer) {
        if (offer.cost().isEmpty()) {
            return ", price unknown";
        }
        String more = offer.sheet().clipsWithoutPrice() > 0 ? ", more where the price is unknown" : "";
        return ", about " + Amounts.money(offer.cost()) + more;
    }
}
