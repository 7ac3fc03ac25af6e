package dev.reelbatch.settings;

import dev.reelbatch.home.LogFormat;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Model;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** The settings under {@code reelbatch.}, with their defaults. */
public record Settings(
        @DefaultValue PollProperties poll,
        @DefaultValue DownloadProperties download,
        @DefaultValue ApiProperties api,
        @DefaultValue SubmitProperties submit,
        @DefaultValue ServeProperties serve,
        @DefaultValue LinkProperties link,
        @DefaultValue RehearsalProperties rehearsal,
        @DefaultValue @Name("notify") NotificationProperties notification,

        @Setting("refuse to create a new home where none is found, for example because a disk is not "
                + "mounted; for unattended runs")
        @DefaultValue("false")
        boolean existingHome,

        @Setting("format of the log: `text`, or `json` for an object in each line") @DefaultValue("text")
        LogFormat logFormat,

        @Setting("spending limit for all runs of the home: `500/day` or `8000/month`; empty means no limit") @Nullable String budget,

        @Setting("price above which a run that is requested over HTTP, scheduled or dropped into an inbox waits for "
                + "the approval of an admin; empty means none does. The key `approve-above` of a job file replaces it")
        @Nullable BigDecimal approveAbove,

        @Setting("time zone in which the budget's day or month begins, such as `Asia/Shanghai`; by "
                + "default that of the machine that first used the home. A new zone takes effect with the "
                + "next day or month")
        @Nullable String budgetZone,

        @Setting(
                "prices and values of models, and models of your own; see [models.md](models.md#prices-and-models-of-your-own)")
        @DefaultValue
        Map<String, Model> models) {

    /**
     * Returns the time zone of budgets; null for the home's own.
     *
     * @throws UserException if it is not a time zone
     */
    public @Nullable ZoneId parsedBudgetZone() {
        try {
            return budgetZone == null || budgetZone.isBlank() ? null : ZoneId.of(budgetZone.strip());
        } catch (DateTimeException e) {
            throw new UserException(Text.of(
                    "reelbatch.budget-zone: \"%s\" is not a time zone; write for example Asia/Shanghai or UTC",
                    budgetZone));
        }
    }

    /**
     * Returns the budget; null if there is none.
     *
     * @throws UserException if it is not a budget
     */
    public SpendingLimits.@Nullable Budget parsedBudget() {
        if (budget == null || budget.isBlank()) {
            return null;
        }
        return SpendingLimits.Budget.parse(budget)
                .orElseThrow(() -> new UserException(Text.of(
                        "reelbatch.budget: \"%s\" is not a budget; write for example 500/day or 8000/month", budget)));
    }
}
