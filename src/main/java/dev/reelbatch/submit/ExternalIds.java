package dev.reelbatch.submit;

import dev.reelbatch.api.RequestParameters;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ExternalId;
import dev.reelbatch.ledger.OpenSubmission;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids of our own that submissions carry, so that the API can be asked for the task of one whose answer was lost.
 * Each is random, since homes are copied and restored. A request has it only as it is sent: it is no part of what makes
 * two requests the same.
 */
final class ExternalIds {

    private final AnswerLookups lookups;
    private final String account;

    /** @param account a hash of the API's address and the key */
    ExternalIds(AnswerLookups lookups, String account) {
        this.lookups = lookups;
        this.account = account;
    }

    /** Returns a new id; null if the model takes none, or the row has given one itself, which is sent as it is. */
    @Nullable ExternalId next(Clip clip) {
        String parameter = lookups.parameterOf(clip.model());
        return parameter == null || RequestParameters.has(clip.request(), parameter)
                ? null
                : new ExternalId(UUID.randomUUID().toString(), account);
    }

    /** Returns the request as it is sent. */
    String sent(OpenSubmission submission) {
        Clip clip = submission.clip();
        ExternalId id = submission.externalId();
        String parameter = id == null ? null : lookups.parameterOf(clip.model());
        return id == null || parameter == null
                ? clip.request()
                : RequestParameters.with(clip.request(), parameter, id.text());
    }
}
