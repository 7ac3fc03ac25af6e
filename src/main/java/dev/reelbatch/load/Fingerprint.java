package dev.reelbatch.load;

import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes two rows ask for the same clip: the API, the request as it will be sent, and the row's
 * id. A fingerprint is paid for once per home, so its bytes never change between versions, machines,
 * locales or time zones.
 *
 * @param hex SHA-256 in 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {

    /**
     * @param requestJson canonical JSON, as {@link PromptRow#requestJson()}
     */
    public static Fingerprint of(String apiName, String requestJson, @Nullable String id) {
        String idMember = id == null ? "" : ",\"id\":" + CanonicalJson.print(CellValue.text(id));
        return new Fingerprint(sha256("{\"api\":" + CanonicalJson.print(CellValue.text(apiName)) + idMember
                + ",\"request\":" + requestJson + "}"));
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
