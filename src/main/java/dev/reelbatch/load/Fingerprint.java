package dev.reelbatch.load;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a clip's request: the API, the request as it will be sent, and the row's id. A fingerprint is paid
 * for once per home, so its bytes never change between versions, machines, locales or time zones.
 *
 * @param hex SHA-256 in 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {

    /**
     * @param requestJson canonical JSON, as {@link PromptRow#requestJson()}
     */
    public static Fingerprint of(String apiName, String requestJson, @Nullable String id) {
        String idMember = id == null ? "" : ",\"id\":" + CanonicalJson.print(CellValue.text(id));
        return new Fingerprint(Sha256.of("{\"api\":" + CanonicalJson.print(CellValue.text(apiName)) + idMember
                + ",\"request\":" + requestJson + "}"));
    }

    @Override
    public String toString() {
        return hex;
    }
}
