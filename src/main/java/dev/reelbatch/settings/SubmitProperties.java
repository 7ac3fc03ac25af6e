package dev.reelbatch.settings;

import dev.reelbatch.api.EmptyAccount;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of submitting. */
public record SubmitProperties(
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
        Duration outagePause,

        @Setting(
                "shortest time for which the API must deny a task before its row is sent again, where the answer to a submission was lost")
        @DefaultValue("2m")
        Duration lookupFor) {

    /** Returns the errors that mean that there is no money left. */
    public EmptyAccount emptyAccount() {
        return EmptyAccount.of(stopCodes, stopWords);
    }
}
