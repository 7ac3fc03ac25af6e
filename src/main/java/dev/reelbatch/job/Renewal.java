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
 * Brings what a home knows of requests up to this version's rules of when two are one, so that none that was paid for
 * is paid for again. To be called once per process, before any run is planned; costs nothing where nothing changed.
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

    /** The keys first: which id a clip was made with is told by its fingerprint, and that by the API's name of then. */
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

    /** A clip whose id nobody knows any more is found by its fingerprint alone, as before. */
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
