package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.serve.PreparedCheck;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The price of a run that is prepared.
 *
 * @param text for people
 * @param limit the amount; null where there are several currencies, or prices that are not known, which no limit can hold
 */
record PriceView(Cost cost, String text, @Nullable BigDecimal limit) {

    static PriceView of(PreparedCheck checked) {
        JsonNode findings = checked.findings();
        Cost cost = findings == null ? Cost.NONE : cost(findings.path("cost"));
        int unpriced =
                findings == null ? 0 : findings.path("videos_without_price").asInt(0);
        if (unpriced > 0) {
            return new PriceView(
                    cost,
                    Text.of("%s and %s without a known price", Amounts.text(cost), Text.counted(unpriced, "video")),
                    null);
        }
        BigDecimal limit = cost.byCurrency().size() > 1
                ? null
                : cost.byCurrency().values().stream().findFirst().orElse(BigDecimal.ZERO);
        return new PriceView(cost, Amounts.text(cost), limit);
    }

    /** Reads amounts by currency. */
    static Cost cost(JsonNode amounts) {
        Map<String, BigDecimal> byCurrency = new TreeMap<>();
        amounts.properties()
                .forEach(one -> byCurrency.put(one.getKey(), one.getValue().decimalValue()));
        return new Cost(byCurrency);
    }
}
