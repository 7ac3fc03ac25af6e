package dev.reelbatch.settings;

import dev.reelbatch.api.AuthForm;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Model;
import dev.reelbatch.notify.Kind;
import dev.reelbatch.notify.Secret;
import dev.reelbatch.notify.Webhook;
import dev.reelbatch.notify.When;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** The settings under {@code reelbatch.}, with their defaults. */
public record Settings(
        @DefaultValue Poll poll,
        @DefaultValue Download download,
        @DefaultValue Api api,
        @DefaultValue Submit submit,
        @DefaultValue Serve serve,
        @DefaultValue Rehearsal rehearsal,
        @DefaultValue @Name("notify") Notification notification,

        @Setting("what all runs of the home may spend: `500/day` or `8000/month`; nothing means no limit") @Nullable String budget,

        @Setting("the catalogue: a model's allowed values, its price per second and currency") @DefaultValue
        Map<String, Model> models) {

    /** How tasks are asked. */
    public record Poll(
            @Setting("how often a task that may be done is asked; more seldom once it takes longer than any before")
            @DefaultValue("5s")
            Duration interval,

            @Setting("from the submit to the first question, until durations are known") @DefaultValue("10s")
            Duration firstAfter,

            @Setting("status calls of all tasks together, at most") @DefaultValue("20/s")
            Rate rate,

            @Setting("when a task that is still not done is given up; the next run asks again, free of charge")
            @DefaultValue("2h")
            Duration giveUpAfter,

            @Setting("status calls under way at once, at most") @DefaultValue("8")
            int parallel) {}

    /** How videos are fetched. */
    public record Download(
            @Setting("downloads at once") @DefaultValue("4") int parallel) {}

    /** How the API is called. */
    public record Api(
            @Setting("how long an answer may take in all") @DefaultValue("120s")
            Duration responseTimeout,

            @Setting("how long a connection may take") @DefaultValue("10s")
            Duration connectTimeout,

            @Setting("how the key stands in the header: `plain` as the vendor's page has it, or `bearer`")
            @DefaultValue("plain")
            AuthForm auth) {}

    /** How rows are submitted. */
    public record Submit(
            @Setting("submits under way at once, at most") @DefaultValue("96")
            int parallel,

            @Setting("answers that say for certain that a submit was not accepted, so that it is sent again")
            @DefaultValue({"429", "503"})
            Set<Integer> notAccepted,

            @Setting("how long submitting pauses when the API seems to be down, before it tries one row at a time")
            @DefaultValue("30s")
            Duration outagePause) {}

    /** How {@code serve} works. */
    public record Serve(
            @Setting("runs at once in `serve`; they share one pace and one ceiling of tasks in flight")
            @DefaultValue("4")
            int parallelRuns) {}

    /** How the built-in simulator behaves in a rehearsal. */
    public record Rehearsal(
            @Setting("how much faster time passes in a rehearsal") @DefaultValue("20")
            double speed,

            @Setting("how long a video takes to generate, in the median") @DefaultValue("60s")
            Duration generationTime,

            @Setting("share of the rows that fail, from 0 to 1") @DefaultValue("0")
            double failureShare) {}

    /** Whom to tell about the end of a run; nobody unless there is an address. */
    public record Notification(
            @Setting(
                    "a webhook that is told about the end of a run; a secret, so better in the environment (`REELBATCH_NOTIFY_URL`) or a file")
            @Nullable Secret url,

            @Setting("a file that holds that address") @Nullable String urlFile,

            @Setting("the secret for the signature, where a Feishu or DingTalk bot asks for one") @Nullable Secret secret,

            @Setting("`slack`, `feishu`, `dingtalk`, `wecom` or `json`; by default told by the host") @Nullable Kind kind,

            @Setting("which ends are told: `always`, or only `trouble`") @DefaultValue("trouble")
            When when,

            @Setting("another JSON body; `{{text}}`, `{{job}}` and so on are filled in") @Nullable String template) {

        /** Where to tell; empty if nobody is to be told. */
        public Optional<Webhook> webhook() {
            try {
                return Webhook.of(url, urlFile, secret, kind, template, when);
            } catch (IllegalArgumentException e) {
                throw new SettingsException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static final Pattern BUDGET = Pattern.compile("(\\d+(?:\\.\\d{1,4})?)\\s*/\\s*(day|month)");

    /** The budget, if there is one. */
    public SpendingLimits.@Nullable Budget parsedBudget() {
        if (budget == null || budget.isBlank()) {
            return null;
        }
        Matcher matcher = BUDGET.matcher(budget.strip());
        if (!matcher.matches()) {
            throw new SettingsException(Text.of(
                    "reelbatch.budget: \"%s\" is not a budget; write for example 500/day or 8000/month", budget));
        }
        return new SpendingLimits.Budget(
                new BigDecimal(matcher.group(1)),
                SpendingLimits.Period.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
    }
}
