package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.ledger.AuditEntry.Action;
import dev.reelbatch.ledger.AuditLedger;
import dev.reelbatch.time.Time;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries to the audit. Of what somebody unknown tries, in whatever name, and of what is refused to a person, only
 * so many a minute are kept, so that they cannot fill the disk; the next one says how many were left out.
 */
final class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final int A_MINUTE = 120;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String UNKNOWN = ""; // no person's name

    private final AuditLedger ledger;
    private final Time time;
    private final Map<String, Integer> thisMinute = new HashMap<>();
    private long minuteBegan;
    private int leftOut;

    AuditTrail(AuditLedger ledger, Time time) {
        this.ledger = ledger;
        this.time = time;
        this.minuteBegan = time.nanos();
    }

    Instant now() {
        return time.now();
    }

    void add(AuditEntry entry) {
        AuditEntry kept = isLimited(entry) ? counted(entry) : entry;
        if (kept == null) {
            return;
        }
        try {
            ledger.add(kept);
        } catch (RuntimeException e) { // the answer is on its way already
            log.error("What was done over HTTP can't be recorded: {} {}", entry.method(), entry.action(), e);
        }
    }

    private static boolean isLimited(AuditEntry entry) {
        return entry.person() == null || isTried(entry) || entry.action() == Action.REFUSED;
    }

    /** Returns true if the entry's name is only what somebody has typed. */
    private static boolean isTried(AuditEntry entry) {
        return entry.action() == Action.SIGN_IN_FAILED || entry.action() == Action.LOCKED_OUT;
    }

    /** Returns the entry to keep; null if there were too many in this minute. */
    private synchronized @Nullable AuditEntry counted(AuditEntry entry) {
        boolean isNewMinute = time.since(minuteBegan).compareTo(MINUTE) > 0;
        if (isNewMinute) {
            minuteBegan = time.nanos();
            thisMinute.clear();
        }
        String who = entry.person() == null || isTried(entry) ? UNKNOWN : entry.person();
        if (thisMinute.merge(who, 1, Integer::sum) > A_MINUTE) {
            leftOut++;
            return null;
        }
        if (!isNewMinute || leftOut == 0) {
            return entry;
        }
        String note = "left_out=" + leftOut;
        leftOut = 0;
        return entry.about(entry.target() == null ? note : entry.target() + "; " + note);
    }

    /** Records a request that was refused before anybody looked who asks. */
    void rejected(HttpServletRequest request, int status) {
        add(new AuditEntry(
                now(),
                null,
                Action.REFUSED,
                request.getMethod(),
                request.getRequestURI(),
                null,
                request.getRemoteAddr(),
                status));
    }
}
