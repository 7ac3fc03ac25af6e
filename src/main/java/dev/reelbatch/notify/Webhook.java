package dev.reelbatch.notify;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The receiver of notifications. Its complete address is a secret, because whoever knows it can post there. */
public final class Webhook {

    private static final String MASK = "***";
    private static final int SHORTEST_SECRET = 8; // of an address's parts; "hook" and "robot" are not secret

    private final Secret url;
    private final URI address;
    private final @Nullable Secret secret;
    private final WebhookKind webhookKind;
    private final Message message;
    private final NotifyWhen notifyWhen;

    private Webhook(
            Secret url,
            URI address,
            @Nullable Secret secret,
            WebhookKind webhookKind,
            Message message,
            NotifyWhen notifyWhen) {
        this.url = url;
        this.address = address;
        this.secret = secret;
        this.webhookKind = webhookKind;
        this.message = message;
        this.notifyWhen = notifyWhen;
    }

    /**
     * Creates the webhook that the settings describe; empty if they name none.
     *
     * @param urlFile file with the address, if it is not given directly
     * @param secret for the signature of Feishu and DingTalk
     * @param kind null to derive it from the host
     * @param template null for the kind's own
     * @throws IllegalArgumentException naming the setting, without its value
     */
    public static Optional<Webhook> of(
            @Nullable Secret url,
            @Nullable String urlFile,
            @Nullable Secret secret,
            @Nullable WebhookKind webhookKind,
            @Nullable String template,
            NotifyWhen notifyWhen) {
        Secret given = url != null && !url.isEmpty() ? url : fromFile(urlFile);
        if (given == null) {
            return Optional.empty();
        }
        URI address = checked(given);
        WebhookKind known = webhookKind == null ? WebhookKind.ofHost(address.getHost()) : webhookKind;
        Message message = new Message(known, template);
        try {
            message.of(RunEnd.notStarted("a job", RunEnd.Outcome.NOT_STARTED, false, List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("reelbatch.notify.template: " + e.getMessage());
        }
        Secret key = secret == null || secret.isEmpty() ? null : secret;
        return Optional.of(new Webhook(given, address, key, known, message, notifyWhen));
    }

    private static @Nullable Secret fromFile(@Nullable String file) {
        if (file == null || file.isBlank()) {
            return null;
        }
        try {
            return Secret.of(Files.readString(Path.of(file.strip()), StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(Text.of("reelbatch.notify.url-file: %s can't be read", file));
        }
    }

    /** Checks the address; the exception has no cause, which would contain the address. */
    private static URI checked(Secret url) {
        URI address = null;
        try {
            address = new URI(url.text());
        } catch (URISyntaxException e) {
            // reported below
        }
        boolean http = address != null
                && address.getHost() != null
                && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
        if (address == null || !http) {
            throw new IllegalArgumentException(
                    Text.of("reelbatch.notify.url is not an address that begins with https://"));
        }
        if (address.getRawUserInfo() != null) { // no HTTP client sends it any more
            throw new IllegalArgumentException(
                    Text.of("reelbatch.notify.url has a user or a password before its host, which is not supported"));
        }
        return address;
    }

    URI address() {
        return address;
    }

    /** Returns the secret for the signature of Feishu and DingTalk; null if they require none. */
    @Nullable Secret secret() {
        return secret;
    }

    WebhookKind kind() {
        return webhookKind;
    }

    Message message() {
        return message;
    }

    NotifyWhen when() {
        return notifyWhen;
    }

    /** Masks the address and the secret in a text, which a server may have echoed. */
    String maskIn(String text) {
        String masked = text;
        for (String part : Stream.of(
                        Stream.of(url.text(), secret == null ? "" : secret.text()),
                        Stream.of(address.getRawPath().split("/")),
                        Stream.of(String.valueOf(address.getRawQuery()).split("[&=]")))
                .flatMap(parts -> parts)
                .filter(part -> part.length() >= SHORTEST_SECRET)
                .toList()) {
            masked = masked.replace(part, MASK);
        }
        return masked;
    }
}
