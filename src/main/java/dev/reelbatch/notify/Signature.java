package dev.reelbatch.notify;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** The signatures that Feishu and DingTalk may require, as their pages on custom bots define them. */
final class Signature {

    private Signature() {}

    /** Signs for Feishu: in the body, over an empty text, with the seconds and the secret as the key. */
    static void feishu(ObjectNode body, Secret secret, Instant now) {
        String seconds = Long.toString(now.getEpochSecond());
        body.put("timestamp", seconds);
        body.put("sign", hmac(seconds + "\n" + secret.text(), ""));
    }

    /** Signs for DingTalk: in the query, over the milliseconds and the secret, with the secret as the key. */
    static URI dingtalk(URI address, Secret secret, Instant now) {
        String millis = Long.toString(now.toEpochMilli());
        String sign = hmac(secret.text(), millis + "\n" + secret.text());
        String query = "timestamp=" + millis + "&sign=" + URLEncoder.encode(sign, StandardCharsets.UTF_8);
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query);
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
