package dev.reelbatch.settings;

import dev.reelbatch.notify.NotifyWhen;
import dev.reelbatch.notify.Secret;
import dev.reelbatch.notify.Webhook;
import dev.reelbatch.notify.WebhookKind;
import dev.reelbatch.text.UserException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of notifications, which are sent only if there is an address. */
public record NotificationProperties(
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
