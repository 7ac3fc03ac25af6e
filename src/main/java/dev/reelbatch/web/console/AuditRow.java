package dev.reelbatch.web.console;

import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.text.Text;

/**
 * An entry of the audit.
 *
 * @param what it was about; the address if that is all that is known
 * @param isRefused true if it was not done
 */
record AuditRow(String who, String when, String did, String what, String from, boolean isRefused) {

    /** Noted of what was redirected without having been done. */
    static final String NOT_DONE = "not_done";

    private static final int ERRORS = 400;

    static AuditRow of(AuditEntry entry, ShownTimes times) {
        return new AuditRow(
                entry.person() == null ? "" : entry.person(),
                times.toTheSecond(entry.at()),
                did(entry),
                entry.target() == null ? entry.path() : entry.target(),
                entry.address(),
                entry.status() >= ERRORS
                        || entry.target() != null && entry.target().endsWith(NOT_DONE));
    }

    private static String did(AuditEntry entry) {
        return switch (entry.action()) {
            case SIGN_IN -> Text.of("signed in");
            case SIGN_IN_FAILED -> Text.of("failed to sign in");
            case LOCKED_OUT -> Text.of("was locked out");
            case SIGN_OUT -> Text.of("signed out");
            case REFUSED -> Text.of("was refused");
            case REQUEST -> request(entry.path().substring(entry.path().lastIndexOf('/') + 1), entry.method());
        };
    }

    private static String request(String last, String method) {
        return switch (last) {
            case "runs" -> Text.of("requested a run");
            case "check" -> Text.of("checked a sheet");
            case "rerun" -> Text.of("requested a rerun");
            case "approve" -> Text.of("approved a run");
            case "refuse", "stop", "withdraw" -> Text.of("stopped a run");
            case "accept" -> Text.of("accepted rows");
            case "resolve" -> Text.of("resolved rows");
            case "cancel" -> Text.of("cancelled rows");
            case "run" -> Text.of("ran a job file");
            case "pause" -> Text.of("paused a job file");
            case "resume" -> Text.of("resumed a job file");
            default -> method;
        };
    }
}
