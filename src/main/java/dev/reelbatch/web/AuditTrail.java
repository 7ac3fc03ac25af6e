package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.ledger.AuditLedger;
import dev.reelbatch.time.Time;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes entries to the audit. Of callers whom nobody knows, only so many a minute, so that they cannot fill the disk. */
final class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final int UNKNOWN_A_MINUTE = 120;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AuditLedger ledger;
    private final Time time;
    private long minuteBegan;
    private int unknown;

    AuditTrail(AuditLedger ledger, Time time) {
        this.ledger = ledger;
        this.time = time;
        this.minuteBegan = time.nanos();
    }

    Instant now() {
        return time.now();
    }

    void add(AuditEntry entry) {
        if (entry.person() == null && !mayBeOneMore()) {
            return;
        }
        try {
            ledger.add(entry);
        } catch (RuntimeException e) { // the answer is on its way already
            log.error("What was done over HTTP can't be recorded: {} {}", entry.method(), entry.action(), e);
        }
    }

    /** Records a request that was refused before anybody looked who asks. */
    void rejected(HttpServletRequest request, int status) {
        add(new AuditEntry(
                now(),
                null,
                AuditEntry.Action.REFUSED,
                request.getMethod(),
                request.getRequestURI(),
                null,
                request.getRemoteAddr(),
                status));
    }

    private synchronized boolean mayBeOneMore() {
        if (time.since(minuteBegan).compareTo(MINUTE) > 0) {
            minuteBegan = time.nanos();
            unknown = 0;
        }
        return ++unknown <= UNKNOWN_A_MINUTE;
    }
}
