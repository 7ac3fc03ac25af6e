package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowInDoubt;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.session.Resolution;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A row in doubt, to be compared with the account's list of charges.
 *
 * @param row with its number and id
 * @param sent when; empty if unknown
 * @param why no answer is known
 * @param amount that may have been charged; empty if unknown
 * @param resolution where to say whether it was charged; {@code true} or {@code false} is to be added
 */
record InDoubtView(String job, String address, String row, String sent, String why, String amount, String resolution) {

    /** How many rows are shown. */
    static final int MOST = 50;

    static List<InDoubtView> all(List<Resolution.Choice> choices, ShownTimes times) {
        return choices.stream()
                .flatMap(choice -> byRow(choice).values().stream().map(variants -> of(choice, variants, times)))
                .toList();
    }

    /** Its variants are resolved together. */
    private static Map<Integer, List<RowInDoubt>> byRow(Resolution.Choice choice) {
        return choice.rows().stream()
                .sorted(Comparator.comparing(RowInDoubt::row))
                .collect(Collectors.groupingBy(RowInDoubt::row, LinkedHashMap::new, Collectors.toList()));
    }

    private static InDoubtView of(Resolution.Choice choice, List<RowInDoubt> variants, ShownTimes times) {
        RowInDoubt first = variants.get(0);
        String job = choice.run().job().name();
        String message = first.clip().errorMessage();
        Cost cost = new Resolution.Choice(choice.run(), variants, List.of()).cost();
        return new InDoubtView(
                job,
                Addresses.ofJob(job),
                RunningView.joined(
                        variants.size() == 1
                                ? Text.of("row %d", first.row())
                                : Text.of("row %d, %s", first.row(), Text.counted(variants.size(), "video")),
                        Objects.requireNonNullElse(first.rowId(), "")),
                first.sentAt() == null ? "" : times.toTheSecond(first.sentAt()),
                message == null ? Text.of("no answer came") : HttpText.of(message),
                cost.isEmpty() ? "" : Amounts.text(cost),
                "/spending/resolve?job=" + Addresses.escaped(job) + "&rows=" + first.row() + "&"
                        + RequestFields.LAST_SUBMISSION + "=" + lastSubmission(variants) + "&charged=");
    }

    private static long lastSubmission(List<RowInDoubt> variants) {
        return variants.stream()
                .map(RowInDoubt::latest)
                .mapToLong(latest -> latest == null ? 0 : latest.id())
                .max()
                .orElse(0);
    }
}
