package dev.reelbatch.plan;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;

/**
 * The API that a run uses.
 *
 * @param name its name in fingerprints: {@code modelverse}, as {@link dev.reelbatch.api.ApiNames} has it, or
 *     {@code rehearsal}
 */
public record ApiTarget(String name, ApiSettings api, ApiKey key) {

    public static final String REHEARSAL = "rehearsal";

    public boolean isRehearsal() {
        return name.equals(REHEARSAL);
    }
}
