package dev.reelbatch.terminal;

import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes what a run is about to do, before it starts. */
public final class QuoteText {

    private QuoteText() {}

    /**
     * Prints the quote.
     *
     * @param rehearsal true if nothing is charged
     */
    public static void print(Quote quote, boolean rehearsal, PrintWriter out) {
        out.println(Text.of(
                "%s: %s, %s",
                quote.job(),
                Text.counted(quote.sheet().validRows(), "row"),
                Text.counted(quote.sheet().clips(), "video")));
        quote.sheet().warnings().forEach(warning -> out.println("  " + Text.of("Note: %s", warning)));
        if (quote.sheet().invalidRows() > 0) {
            out.println("  "
                    + Text.of(
                            "%s skipped, reported as failed",
                            Text.counted(quote.sheet().invalidRows(), "invalid row")));
        }
        if (!quote.adopted().isEmpty()) {
            int all = quote.adopted().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            String jobs = quote.adopted().entrySet().stream()
                    .map(entry -> Text.of("%d from %s", entry.getValue(), entry.getKey()))
                    .collect(Collectors.joining(", "));
            out.println("  " + Text.of("%d already requested earlier; you won't be charged again (%s)", all, jobs));
            int cancelled = quote.existing().getOrDefault(ClipState.CANCELLED, 0);
            if (cancelled > 0) {
                out.println("  " + Text.of("%d of these cancelled; only a rerun with --rows submits them", cancelled));
            }
        }
        if (quote.toPay() > 0) {
            out.println(
                    "  " + Text.of("%d to submit%s", quote.toPay(), cost(quote)) + AmountText.ofARehearsal(rehearsal));
        }
        out.flush();
    }

    /** Prints a reminder of videos submitted to another address, which no run checks. */
    public static void printElsewhere(Map<String, Integer> openByAddress, PrintWriter out) {
        JobStatuses.openElsewhereText(openByAddress).forEach(out::println);
        out.flush();
    }

    /** Returns the question asked before money is spent. */
    public static String question(Quote quote) {
        return Text.of("Submit %s%s?", Text.counted(quote.toPay(), "video"), cost(quote));
    }

    private static String cost(Quote quote) {
        return AmountText.about(quote.cost(), quote.sheet().clipsWithoutPrice());
    }
}
