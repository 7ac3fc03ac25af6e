package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.session.Session;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people did over HTTP. */
@RestController
final class AuditController {

    private final Session session;

    AuditController(Session session) {
        this.session = session;
    }

    /**
     * An entry as JSON.
     *
     * @param action request, sign_in, sign_in_failed, locked_out, sign_out or refused
     */
    record Entry(
            Instant at,
            @Nullable String person,
            String action,
            String method,
            String path,
            @Nullable String target,
            String address,
            int status) {

        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.at(),
                    entry.person(),
                    entry.action().toString(),
                    entry.method(),
                    entry.path(),
                    entry.target(),
                    entry.address(),
                    entry.status());
        }
    }

    @GetMapping("/api/v1/audit")
    @Operation(
            summary = "Lists what people did, newest first",
            description = "Everything that changes something, sign-ins, failed ones, and refusals. For admins.")
    List<Entry> audit(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        Page wanted = Page.of(page, size);
        return session.audit().latest(wanted.limit(), wanted.offset()).stream()
                .map(Entry::of)
                .toList();
    }
}
