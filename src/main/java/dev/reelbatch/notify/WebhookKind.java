package dev.reelbatch.notify;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The kind of receiver: the form of its messages and of its answers. */
public enum WebhookKind {
    /** Slack's incoming webhooks: HTTP status alone. */
    SLACK("{\"text\":\"{{text}}\"}", "", Set.of()),
    /** Feishu's and Lark's custom bots; 11232 is too many messages. */
    FEISHU("{\"msg_type\":\"text\",\"content\":{\"text\":\"{{text}}\"}}", "code", Set.of(11232)),
    /** DingTalk's custom robots; -1 is a busy system, 130101 too many messages. */
    DINGTALK("{\"msgtype\":\"text\",\"text\":{\"content\":\"{{text}}\"}}", "errcode", Set.of(-1, 130101)),
    /** WeCom's group robots; -1 is a busy system, 45009 too many messages. */
    WECOM("{\"msgtype\":\"text\",\"text\":{\"content\":\"{{text}}\"}}", "errcode", Set.of(-1, 45009)),
    /** Anything else that takes JSON: HTTP status alone. */
    JSON("""
            {"job":"{{job}}","run":{{run}},"outcome":"{{outcome}}","delivered":{{delivered}},\
            "missing":{{missing}},"accepted":{{accepted}},"cost":"{{cost}}","out":"{{out}}","text":"{{text}}"}""", "", Set.of());

    private static final Map<String, WebhookKind> BY_HOST = Map.of(
            "hooks.slack.com", SLACK,
            "open.feishu.cn", FEISHU,
            "open.larksuite.com", FEISHU,
            "oapi.dingtalk.com", DINGTALK,
            "qyapi.weixin.qq.com", WECOM);

    private final String template;
    private final String codeField;
    private final Set<Integer> busy;

    WebhookKind(String template, String codeField, Set<Integer> busy) {
        this.template = template;
        this.codeField = codeField;
        this.busy = busy;
    }

    static WebhookKind ofHost(String host) {
        return BY_HOST.getOrDefault(host.toLowerCase(Locale.ROOT), JSON);
    }

    /** Returns the body, unless the settings give another. */
    String template() {
        return template;
    }

    /** Returns the field of the answer that is 0 if the message was accepted; empty if the HTTP status tells. */
    String codeField() {
        return codeField;
    }

    /** Returns whether the code means that another try may succeed in a moment. */
    boolean isBusy(int code) {
        return busy.contains(code);
    }
}
