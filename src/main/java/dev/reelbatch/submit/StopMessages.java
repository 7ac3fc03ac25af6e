package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.ledger.Payer;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.stage.StopSignal.Cause;
import dev.reelbatch.stage.StopSignal.Kind;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.Objects;

/** Messages for people: the reason why submitting stopped, and what to do. */
final class StopMessages {

    private StopMessages() {}

    static Cause refused(Stopped no) {
        ApiError error = no.error();
        String said = "%d %s: %s".formatted(error.httpStatus(), error.code(), error.message());
        return switch (no.reason()) {
            case KEY ->
                new Cause(
                        Kind.REFUSED,
                        Text.of(
                                "The API rejected your key (%s). Check MODELVERSE_API_KEY. If it is correct, try -Dreelbatch.api.auth=bearer (or plain).",
                                said));
            case MONEY ->
                new Cause(
                        Kind.REFUSED,
                        Text.of(
                                "The account's balance or quota is used up (%s). Top it up, then run the same command to resume.",
                                said));
            case FORBIDDEN ->
                new Cause(
                        Kind.FORBIDDEN,
                        Text.of(
                                "Access denied (%s): the key's quota is exhausted, or your IP address is not allowed. Run again later to resume.",
                                said));
            case REDIRECT ->
                new Cause(
                        Kind.REFUSED,
                        Text.of("%s Check --api-url, then run the same command to resume.", error.message()));
            case MODEL ->
                new Cause(
                        Kind.REFUSED,
                        Text.of(
                                "The key is not allowed to use this model (%s). Choose another model, or have it enabled for the key, then run again to resume.",
                                said));
            case NO_WAY -> new Cause(Kind.NO_WAY, noWay(error));
        };
    }

    private static String noWay(ApiError error) {
        return error.httpStatus() == 0
                ? Text.of(
                        "%s. Waiting does not help: fix the certificate, the address or the proxy, then run the same command to resume.",
                        error.message())
                : Text.of(
                        "A proxy requires a password (%d: %s). Set it in HTTPS_PROXY, then run the same command to resume.",
                        error.httpStatus(), error.message());
    }

    static Cause refusedInARow(ApiError error) {
        return new Cause(
                Kind.REFUSED,
                Text.of(
                        "The API refused five rows in a row with %d %s (%s), so the rows are not the cause; they are pending again. Fix the cause, then run again to resume.",
                        error.httpStatus(), error.code(), error.message()));
    }

    static Cause outage(String why) {
        return new Cause(
                Kind.OUTAGE,
                Text.of(
                        "The API seems to be down (%s) and did not recover within --patience, so submission stopped. Run again later to resume.",
                        why));
    }

    static Cause rateLimited(Duration lasted, ApiError error) {
        return new Cause(
                Kind.RATE_LIMITED,
                Text.of(
                        "The API has accepted nothing for %s (%d %s: %s). Check the account's balance, quota and limits, then run the same command to resume; --patience sets how long to wait.",
                        Durations.text(lasted), error.httpStatus(), error.code(), error.message()));
    }

    static Cause tooExpensive(SpendingLimits.Reached limit, SpendingLimits limits) {
        if (limit == SpendingLimits.Reached.MAX_COST) {
            return new Cause(
                    Kind.MAX_COST,
                    Text.of(
                            "Cost limit reached: the next row would exceed --max-cost %s. Raise it and run again.",
                            Objects.requireNonNull(limits.maxCost()).amount()));
        }
        if (limit == SpendingLimits.Reached.BUDGET_CURRENCY) {
            return new Cause(
                    Kind.BUDGET,
                    Text.of(
                            "The budget (reelbatch.budget) already counts another currency in this day or month, and two currencies can't be added up. Run again when the next period begins, or give all models prices in one currency."));
        }
        if (limit == SpendingLimits.Reached.PERSON_BUDGET || limit == SpendingLimits.Reached.JOB_FILE_BUDGET) {
            boolean isPerson = limit == SpendingLimits.Reached.PERSON_BUDGET;
            Payer.Account account = Objects.requireNonNull(
                    isPerson ? limits.payer().person() : limits.payer().jobFile());
            return new Cause(
                    Kind.BUDGET,
                    Text.of(
                            "Budget reached: the next row would exceed the budget of %s (%s). It continues when the next period begins, or once the budget is raised.",
                            account.name(),
                            Objects.requireNonNull(account.budget()).text()));
        }
        return new Cause(
                Kind.BUDGET,
                Text.of(
                        "Budget reached: the next row would exceed the budget of the home (reelbatch.budget). Raise it, or run again when the next period begins."));
    }
}
