package dev.reelbatch.terminal;

import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run is about to do, before it does it. */
public final class QuoteText {

    private QuoteText() {}

    /** @param rehearsal whether it costs nothing */
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
                    .map(entry -> Text.of("%d of %s", entry.getValue(), entry.getKey()))
                    .collect(Collectors.joining(", "));
            out.println("  " + Text.of("%d asked for before and not paid for again (%s)", all, jobs));
        }
        if (quote.toPay() > 0) {
            out.println(
                    "  " + Text.of("%d to submit%s", quote.toPay(), cost(quote)) + AmountText.ofARehearsal(rehearsal));
        }
        out.flush();
    }

    /** Nothing else would ever remind of them. */
    public static void printElsewhere(Map<String, Integer> openByAddress, PrintWriter out) {
        JobStatuses.openElsewhereWords(openByAddress).forEach(out::println);
        out.flush();
    }

    /** What a person is asked before money is spent. */
    public static String question(Quote quote) {
        return Text.of("Submit %s%s?", Text.counted(quote.toPay(), "video"), cost(quote));
    }

    private static String cost(Quote quote) {
        return AmountText.about(quote.cost(), quote.sheet().clipsWithoutPrice());
    }
}
