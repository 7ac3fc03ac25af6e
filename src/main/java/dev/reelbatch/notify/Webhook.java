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

/** Where notifications go. Who knows the address can write there, so it is a secret as a whole. */
public final class Webhook {

    private static final String MASK = "***";
    private static final int SHORTEST_SECRET = 8; // of an address's parts; "hook" and "robot" are none

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
     * The webhook that the settings describe; empty if they name none.
     *
     * @param urlFile holds the address, where it is not given itself
     * @param secret for the signature of Feishu and DingTalk
     * @param kind null to tell by the host
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

    /** Without a cause: that would carry the address. */
    private static URI checked(Secret url) {
        URI address = null;
        try {
            address = new URI(url.text());
        } catch (URISyntaxException e) {
            // said below
        }
        boolean http = address != null
                && address.getHost() != null
                && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
        if (address == null || !http) {
            throw new IllegalArgumentException(
                    Text.of("reelbatch.notify.url is not an address that begins with https://"));
        }
        if (address.getRawUserInfo() != null) { // which no HTTP client sends any more
            throw new IllegalArgumentException(
                    Text.of("reelbatch.notify.url has a name or a password before its host, which is not supported"));
        }
        return address;
    }

    URI address() {
        return address;
    }

    /** For the signature of Feishu and DingTalk; null if they ask for none. */
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

    /** The text without whatever of the address or the secret a server may have echoed. */
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
