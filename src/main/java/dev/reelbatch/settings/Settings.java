package dev.reelbatch.settings;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.api.EmptyAccount;
import dev.reelbatch.api.TaskStatusWords;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Model;
import dev.reelbatch.notify.NotifyWhen;
import dev.reelbatch.notify.Secret;
import dev.reelbatch.notify.Webhook;
import dev.reelbatch.notify.WebhookKind;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/** The settings under {@code reelbatch.}, with their defaults. */
public record Settings(
        @DefaultValue Poll poll,
        @DefaultValue Download download,
        @DefaultValue Api api,
        @DefaultValue Submit submit,
        @DefaultValue Serve serve,
        @DefaultValue Rehearsal rehearsal,
        @DefaultValue @Name("notify") Notification notification,

        @Setting("refuse to create a new home where none is found, for example because a disk is not "
                + "mounted; for unattended runs")
        @DefaultValue("false")
        boolean existingHome,

        @Setting("spending limit for all runs of the home: `500/day` or `8000/month`; empty means no limit") @Nullable String budget,

        @Setting("time zone in which the budget's day or month begins, such as `Asia/Shanghai`; by "
                + "default that of the machine that first used the home. A new zone takes effect with the "
                + "next day or month")
        @Nullable String budgetZone,

        @Setting("catalogue of models: allowed values, price per second and currency") @DefaultValue
        Map<String, Model> models) {

    /** The settings of polling. */
    public record Poll(
            @Setting("interval of status requests for a task that may be done; longer once the task takes longer "
                    + "than any before")
            @DefaultValue("5s")
            Duration interval,

            @Setting("time from the submit to the first status request, until durations are known") @DefaultValue("10s")
            Duration firstAfter,

            @Setting("maximum rate of status requests for all tasks together") @DefaultValue("20/s")
            Rate rate,

            @Setting("time after which a run gives up on a task that is still not done; the next run asks again, "
                    + "free of charge")
            @DefaultValue("2h")
            Duration giveUpAfter,

            @Setting("time from the submit after which a task that was given up, or a video that can't be "
                    + "downloaded, is left alone until `rerun`")
            @DefaultValue("7d")
            Duration restAfter,

            @Setting("maximum number of status requests at once") @DefaultValue("8")
            int parallel,

            @Setting("the API's words for a task that is not done yet, besides `Pending` and `Running`")
            @DefaultValue({
                "queued",
                "queueing",
                "waiting",
                "created",
                "submitted",
                "scheduled",
                "preparing",
                "starting",
                "started",
                "processing",
                "in_progress",
                "generating",
                "排队中",
                "等待中",
                "处理中",
                "生成中",
                "运行中"
            })
            Set<String> runningWords,

            @Setting("the API's words for a task that is done, besides `Success`")
            @DefaultValue({
                "succeeded",
                "succeed",
                "successful",
                "completed",
                "complete",
                "done",
                "finished",
                "成功",
                "已完成",
                "完成"
            })
            Set<String> successWords,

            @Setting("the API's words for a task that ended without a video, besides `Failure`, `Failed`, "
                    + "`Expired` and `Cancelled`")
            @DefaultValue({
                "fail",
                "error",
                "errored",
                "canceled",
                "aborted",
                "rejected",
                "terminated",
                "timeout",
                "timed_out",
                "失败",
                "已取消",
                "已过期"
            })
            Set<String> failureWords) {

        /**
         * Returns the words for a task's state.
         *
         * @throws UserException if one word has two meanings
         */
        public TaskStatusWords statusWords() {
            try {
                return TaskStatusWords.of(runningWords, successWords, failureWords);
            } catch (IllegalArgumentException e) {
                throw new UserException("reelbatch.poll: " + e.getMessage());
            }
        }
    }

    /** The settings of downloading. */
    public record Download(
            @Setting("number of downloads at once") @DefaultValue("4")
            int parallel,

            @Setting("minimum speed per second; a download slower than this over 30 s is broken off and resumed later")
            @DefaultValue("1KB")
            DataSize minSpeed,

            @Setting("maximum size of a downloaded file, so that no host can fill the disk") @DefaultValue("20GB")
            DataSize maxSize) {}

    /** The settings of API calls. */
    public record Api(
            @Setting("maximum time for a complete answer") @DefaultValue("120s")
            Duration responseTimeout,

            @Setting("maximum time to make a connection") @DefaultValue("10s")
            Duration connectTimeout,

            @Setting("form of the key in the header: `plain` as on the vendor's page, or `bearer`")
            @DefaultValue("plain")
            AuthForm auth,

            @Setting("hosts of the same account: what was requested from one of them is not paid for "
                    + "again at another; the vendor's three are always included")
            @DefaultValue({"api.modelverse.cn", "api.umodelverse.ai", "api-us-ca.umodelverse.ai"})
            List<String> hosts) {

        /** Returns the names of APIs in the ledger. */
        public ApiNames names() {
            try {
                return new ApiNames(hosts);
            } catch (IllegalArgumentException e) {
                throw new UserException(Text.of(
                        "reelbatch.api.hosts: \"%s\" is not a host; write for example api.modelverse.cn",
                        String.valueOf(e.getMessage())));
            }
        }
    }

    /** The settings of submitting. */
    public record Submit(
            @Setting("maximum number of submits at once") @DefaultValue("96")
            int parallel,

            @Setting("HTTP statuses that guarantee that a submit was not accepted, so that it is sent again")
            @DefaultValue({"429", "503"})
            Set<Integer> notAccepted,

            @Setting(
                    "parts of an error's code that mean an empty account or quota, whatever the HTTP status: submitting stops")
            @DefaultValue({
                "insufficient_quota",
                "insufficient_user_quota",
                "insufficient_balance",
                "insufficient_user_balance",
                "insufficient_account_balance",
                "insufficient_fund",
                "insufficient_credit",
                "not_enough_balance",
                "not_enough_credit",
                "not_enough_quota",
                "not_enough_fund",
                "balance_not_enough",
                "balance_insufficient",
                "quota_not_enough",
                "quota_exceeded",
                "quota_exhausted",
                "exceeded_current_quota",
                "out_of_credit",
                "out_of_quota",
                "credit_exhausted",
                "no_balance",
                "no_credit",
                "arrear",
                "overdue",
                "payment_required",
                "billing_hard_limit",
                "billing_not_active"
            })
            Set<String> stopCodes,

            @Setting("parts of an error's message that mean the same")
            @DefaultValue({
                "insufficient balance",
                "insufficient account balance",
                "insufficient credit",
                "insufficient quota",
                "insufficient fund",
                "insufficient user quota",
                "balance is insufficient",
                "balance is too low",
                "balance is not enough",
                "not enough balance",
                "not enough credit",
                "not enough quota",
                "out of credit",
                "exceeded your current quota",
                "quota is exhausted",
                "quota has been exhausted",
                "quota exhausted",
                "please top up",
                "please recharge",
                "余额不足",
                "余额已用",
                "额度不足",
                "额度已用",
                "配额不足",
                "配额已用",
                "欠费",
                "请充值",
                "餘額不足"
            })
            Set<String> stopWords,

            @Setting("time that submitting pauses when the API seems to be down, before it tries one row at a time")
            @DefaultValue("30s")
            Duration outagePause) {

        /** Returns the errors that mean that there is no money left. */
        public EmptyAccount emptyAccount() {
            return EmptyAccount.of(stopCodes, stopWords);
        }
    }

    /** The settings of {@code serve}. */
    public record Serve(
            @Setting("number of runs at once in `serve`; they share one rate and one limit of tasks at once")
            @DefaultValue("4")
            int parallelRuns) {}

    /** The settings of the built-in simulator in a rehearsal. */
    public record Rehearsal(
            @Setting("factor by which time passes faster in a rehearsal") @DefaultValue("20")
            double speed,

            @Setting("median time to generate a video") @DefaultValue("60s")
            Duration generationTime,

            @Setting("share of the rows that fail, from 0 to 1") @DefaultValue("0")
            double failureShare) {}

    /** The settings of notifications, which are sent only if there is an address. */
    public record Notification(
            @Setting("address of a webhook that is notified at the end of a run; a secret, so better kept "
                    + "in the environment (`REELBATCH_NOTIFY_URL`) or a file")
            @Nullable Secret url,

            @Setting("file that contains that address") @Nullable String urlFile,

            @Setting("secret for the signature, if a Feishu or DingTalk bot requires one") @Nullable Secret secret,

            @Setting("`slack`, `feishu`, `dingtalk`, `wecom` or `json`; by default derived from the host") @Nullable WebhookKind kind,

            @Setting("ends that are reported: `always`, or only `trouble`") @DefaultValue("trouble")
            NotifyWhen when,

            @Setting("custom JSON body; `{{text}}`, `{{job}}` and so on are filled in") @Nullable String template) {

        /** Returns the webhook; empty if nobody is to be notified. */
        public Optional<Webhook> webhook() {
            try {
                return Webhook.of(url, urlFile, secret, kind, template, when);
            } catch (IllegalArgumentException e) {
                throw new UserException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static final Pattern BUDGET = Pattern.compile("(\\d+(?:\\.\\d{1,4})?)\\s*/\\s*(day|month)");

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
        Matcher matcher = BUDGET.matcher(budget.strip());
        if (!matcher.matches()) {
            throw new UserException(Text.of(
                    "reelbatch.budget: \"%s\" is not a budget; write for example 500/day or 8000/month", budget));
        }
        return new SpendingLimits.Budget(
                new BigDecimal(matcher.group(1)),
                SpendingLimits.Period.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
    }
}
