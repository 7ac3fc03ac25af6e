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

        @Setting(
                "refuse to make a new home where none is found, as on a disk that is not mounted; for whatever runs unattended")
        @DefaultValue("false")
        boolean existingHome,

        @Setting("what all runs of the home may spend: `500/day` or `8000/month`; nothing means no limit") @Nullable String budget,

        @Setting(
                "where the budget's day or month begins, such as `Asia/Shanghai`; by default where the home was first used. Another zone holds from the next day or month on")
        @Nullable String budgetZone,

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

            @Setting(
                    "how long after its submit a task that was given up, or a video that can't be fetched, is left alone until `rerun`")
            @DefaultValue("7d")
            Duration restAfter,

            @Setting("status calls under way at once, at most") @DefaultValue("8")
            int parallel,

            @Setting("words of the API for a task that is not done yet, besides `Pending` and `Running`")
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

            @Setting("words of the API for a task that is done, besides `Success`")
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

            @Setting(
                    "words of the API for a task that ended without a video, besides `Failure`, `Failed`, `Expired` and `Cancelled`")
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

        /** @throws UserException if one word has two meanings */
        public TaskStatusWords words() {
            try {
                return TaskStatusWords.of(runningWords, successWords, failureWords);
            } catch (IllegalArgumentException e) {
                throw new UserException("reelbatch.poll: " + e.getMessage());
            }
        }
    }

    /** How videos are fetched. */
    public record Download(
            @Setting("downloads at once") @DefaultValue("4") int parallel,

            @Setting("bytes a second; a download slower than this over 30 s is broken off, and resumed later")
            @DefaultValue("1KB")
            DataSize minSpeed,

            @Setting("the longest file that is fetched, so that no host can fill the disk") @DefaultValue("20GB")
            DataSize maxSize) {}

    /** How the API is called. */
    public record Api(
            @Setting("how long an answer may take in all") @DefaultValue("120s")
            Duration responseTimeout,

            @Setting("how long a connection may take") @DefaultValue("10s")
            Duration connectTimeout,

            @Setting("how the key stands in the header: `plain` as the vendor's page has it, or `bearer`")
            @DefaultValue("plain")
            AuthForm auth,

            @Setting(
                    "hosts of the one account: what was asked of one of them is not paid for again at another; the vendor's three are always among them")
            @DefaultValue({"api.modelverse.cn", "api.umodelverse.ai", "api-us-ca.umodelverse.ai"})
            List<String> hosts) {

        /** What APIs are called in the ledger. */
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

    /** How rows are submitted. */
    public record Submit(
            @Setting("submits under way at once, at most") @DefaultValue("96")
            int parallel,

            @Setting("answers that say for certain that a submit was not accepted, so that it is sent again")
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

            @Setting("how long submitting pauses when the API seems to be down, before it tries one row at a time")
            @DefaultValue("30s")
            Duration outagePause) {

        /** The errors that say that there is no money left. */
        public EmptyAccount emptyAccount() {
            return EmptyAccount.of(stopCodes, stopWords);
        }
    }

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

            @Setting("`slack`, `feishu`, `dingtalk`, `wecom` or `json`; by default told by the host") @Nullable WebhookKind kind,

            @Setting("which ends are told: `always`, or only `trouble`") @DefaultValue("trouble")
            NotifyWhen when,

            @Setting("another JSON body; `{{text}}`, `{{job}}` and so on are filled in") @Nullable String template) {

        /** Where to tell; empty if nobody is to be told. */
        public Optional<Webhook> webhook() {
            try {
                return Webhook.of(url, urlFile, secret, kind, template, when);
            } catch (IllegalArgumentException e) {
                throw new UserException(String.valueOf(e.getMessage()));
            }
        }
    }

    private static final Pattern BUDGET = Pattern.compile("(\\d+(?:\\.\\d{1,4})?)\\s*/\\s*(day|month)");

    /** The time zone of budgets; null for the one that the home has. */
    public @Nullable ZoneId parsedBudgetZone() {
        try {
            return budgetZone == null || budgetZone.isBlank() ? null : ZoneId.of(budgetZone.strip());
        } catch (DateTimeException e) {
            throw new UserException(Text.of(
                    "reelbatch.budget-zone: \"%s\" is not a time zone; write for example Asia/Shanghai or UTC",
                    budgetZone));
        }
    }

    /** The budget, if there is one. */
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
