package dev.reelbatch.notify;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports the end of runs to the webhook, with a few retries, and never fails a run: it takes at most some 25 seconds.
 */
public final class Notifier {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ZERO);
    private static final long DEADLINE_MILLIS = 6000; // of each try

    private final @Nullable Webhook webhook;
    private final Proxies proxies;
    private final Time time;
    private final long deadlineMillis;
    private final Map<String, String> toldOfStop = new ConcurrentHashMap<>();

    /** @param webhook empty: nothing is ever reported */
    public Notifier(Optional<Webhook> webhook, Proxies proxies, Time time) {
        this(webhook, proxies, time, DEADLINE_MILLIS);
    }

    Notifier(Optional<Webhook> webhook, Proxies proxies, Time time, long deadlineMillis) {
        this.proxies = proxies;
        this.webhook = webhook.orElse(null);
        this.time = time;
        this.deadlineMillis = deadlineMillis;
    }

    public boolean isOn() {
        return webhook != null;
    }

    /**
     * Reports a run's end if the settings ask for it. A stop after which the run is retried automatically is reported
     * once, until the job's run ends or stops for another cause; then that end is reported as well.
     *
     * @return the reason why the notification failed, in words for a person; empty if it was sent, or was not
     *     needed
     */
    public Optional<String> report(RunEnd end) {
        if (webhook == null) {
            return Optional.empty();
        }
        String why = end.outcome() + " " + end.cause();
        String before = end.goesOn() ? toldOfStop.put(end.job(), why) : toldOfStop.remove(end.job());
        if (end.goesOn() && why.equals(before)) {
            return Optional.empty();
        }
        boolean wanted = webhook.when() == NotifyWhen.ALWAYS || end.isTrouble() || before != null;
        return wanted ? send(webhook, end) : Optional.empty();
    }

    /** Sends a sample, whatever the settings say about which ends are reported. */
    public Optional<String> test() {
        RunEnd sample = new RunEnd(
                Text.of("sample"),
                1,
                RunEnd.Outcome.DELIVERED,
                null,
                false,
                false,
                3,
                0,
                0,
                "8.52 CNY",
                List.of(Text.of("This is a test. 3 rows: 3 delivered")),
                "");
        return send(Objects.requireNonNull(webhook, "there is a webhook"), sample);
    }

    private Optional<String> send(Webhook to, RunEnd end) {
        String reason;
        try (Post post = new Post(proxies, deadlineMillis)) {
            reason = send(to, end, post);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = Text.of("interrupted");
        } catch (IOException | RuntimeException e) { // the run is more important than any failure here
            log.warn("The notification failed: {}", e.getClass().getName()); // its message may contain the address
            reason = Text.of("no details");
        }
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        log.warn("The notification about {} could not be delivered: {}", end.job(), reason);
        return Optional.of(Text.of("The notification could not be delivered: %s", reason));
    }

    /** Sends once; returns the reason why it was not accepted, empty if it was. */
    private String send(Webhook to, RunEnd end, Post post) throws InterruptedException {
        WebhookAnswer webhookAnswer = WebhookAnswer.noAnswer("");
        for (Duration pause : PAUSES) {
            ObjectNode body = to.message().of(end);
            URI address = signed(to, body);
            webhookAnswer = post.send(to.kind(), address, JSON.writeValueAsString(body));
            if (!webhookAnswer.again()) {
                break;
            }
            time.sleep(pause);
        }
        return to.maskIn(webhookAnswer.reason());
    }

    /** Signs the address for each try: a signature holds for an hour, but clocks differ. */
    private URI signed(Webhook to, ObjectNode body) {
        Secret secret = to.secret();
        if (secret == null) {
            return to.address();
        }
        return switch (to.kind()) {
            case FEISHU -> {
                Signature.feishu(body, secret, time.now());
                yield to.address();
            }
            case DINGTALK -> Signature.dingtalk(to.address(), secret, time.now());
            default -> to.address();
        };
    }
}
