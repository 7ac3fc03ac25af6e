package dev.reelbatch.serve;

import dev.reelbatch.job.Offer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run is about to do, in one line. */
final class StartWords {

    private StartWords() {}

    static String of(Offer offer) {
        int adopted =
                offer.adopted().values().stream().mapToInt(Integer::intValue).sum();
        String toPay = offer.toPay() == 0 ? "nothing to submit" : offer.toPay() + " to submit" + cost(offer.cost());
        return "starts: %d rows, %s%s"
                .formatted(
                        offer.sheet().validRows(),
                        toPay,
                        adopted == 0 ? "" : ", %d asked for before and not paid for again".formatted(adopted));
    }

    private static String cost(Map<String, BigDecimal> cost) {
        return cost.entrySet().stream()
                .map(sum -> sum.getValue().setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + sum.getKey())
                .collect(Collectors.joining(" + ", cost.isEmpty() ? ", price unknown" : ", about ", ""));
    }
}
