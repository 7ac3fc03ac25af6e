package dev.reelbatch.job;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.ledger.IdentityLedger;
import dev.reelbatch.ledger.IdentityLedger.Known;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.load.Fingerprint;
import dev.reelbatch.load.Identity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the keys of a home's requests by this version's rules of equality, so that no paid request is paid for again.
 * Called once per process, before any run is planned; costs nothing if nothing has changed.
 */
final class Renewal {

    private static final Logger log = LoggerFactory.getLogger(Renewal.class);
    private static final int CLIPS_AT_ONCE = 1000;
    private static final int IDS_TRIED = 20_000;

    private final IdentityLedger ledger;
    private final ApiNames names;

    Renewal(IdentityLedger ledger, ApiNames names) {
        this.ledger = ledger;
        this.names = names;
    }

    /**
     * Renews the keys first: the id a clip was made with follows from its fingerprint, and that from the API's name at
     * the time.
     */
    void renew() {
        if (!ledger.isOfForm(Identity.FORM)) {
            addKeys();
            ledger.markForm(Identity.FORM);
        }
        for (String name : ledger.apis()) {
            String nameNow = names.ofNamed(name);
            if (!nameNow.equals(name)) {
                log.info("What was asked of {} was asked of {}", name, nameNow);
                ledger.renameApi(name, nameNow);
            }
        }
    }

    private void addKeys() {
        Map<Long, List<String>> idsByRun = new HashMap<>();
        long last = 0;
        for (List<Known> clips = ledger.clipsAfter(last, CLIPS_AT_ONCE);
                !clips.isEmpty();
                clips = ledger.clipsAfter(last, CLIPS_AT_ONCE)) {
            Map<Long, RequestKeys> keys = new HashMap<>();
            clips.forEach(clip -> keys.put(clip.id(), keys(clip, idsByRun)));
            ledger.add(keys);
            last = clips.get(clips.size() - 1).id();
        }
    }

    /** Returns the keys of a clip; if its id is unknown it is found by its fingerprint alone, as before. */
    private RequestKeys keys(Known clip, Map<Long, List<String>> idsByRun) {
        Stream<String> ids = Stream.concat(
                clip.ids().stream(),
                Stream.of(clip.runId())
                        .flatMap(run -> idsByRun.computeIfAbsent(run, id -> ledger.idsOf(id, IDS_TRIED)).stream()));
        if (isOf(clip, null)) {
            return Identity.keys(clip.request(), null);
        }
        return ids.filter(id -> isOf(clip, id))
                .findFirst()
                .map(id -> Identity.keys(clip.request(), id))
                .orElseGet(() -> {
                    RequestKeys open = Identity.keys(clip.request(), null);
                    return new RequestKeys(clip.fingerprint(), List.of(), open.anyId());
                });
    }

    private static boolean isOf(Known clip, @Nullable String id) {
        return Objects.equals(Fingerprint.of(clip.api(), clip.request(), id).hex(), clip.fingerprint());
    }
}
