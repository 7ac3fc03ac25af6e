package dev.reelbatch.web;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules for every request that may spend money. */
final class RequestRules {

    private static final String MAX_COST = "max_cost";
    private static final int LONGEST_KEY = 255;

    private RequestRules() {}

    /** @throws UserException if the request does not say what it may cost */
    static void checkMaxCost(Map<String, List<String>> fields) {
        if (fields.getOrDefault(MAX_COST, List.of()).stream().allMatch(String::isBlank)) {
            throw new UserException(Text.of("The field max_cost is missing: a number, or none for no limit"));
        }
    }

    /**
     * Returns a price.
     *
     * @throws UserException if the text is none
     */
    static @Nullable Cost price(@Nullable String text) {
        try {
            return text == null ? null : Cost.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("The field price must be an amount and a currency, as 5.68 CNY"));
        }
    }

    /** @throws UserException if the key is empty or too long */
    static void checkKey(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new UserException(Text.of("The Idempotency-Key must have 1 to %d characters", LONGEST_KEY));
        }
    }
}
