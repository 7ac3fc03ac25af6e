package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.RequestNote;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What waits for approval, what was decided, and who did what.
 *
 * @param done what was just decided, in words; empty for nothing
 * @param isDone false if it could not be done
 */
record ApprovalsView(
        String title,
        String sub,
        String done,
        boolean isDone,
        List<Waiting> waiting,
        List<Decided> decided,
        List<AuditRow> audit,
        Pager pager)
        implements PageView {

    /**
     * A run that waits.
     *
     * @param note what it is for, as who requested it has said; empty for nothing
     * @param above the price from which runs wait; empty if its job file says so
     * @param left of the budget; empty if there is none
     */
    record Waiting(
            String job,
            String address,
            String meta,
            String note,
            String price,
            String above,
            String left,
            String actions) {}

    /** A run that was approved or refused. */
    record Decided(
            String job,
            String address,
            String by,
            String price,
            StateView state,
            String text,
            String answer,
            String when) {}

    static ApprovalsView of(
            String done,
            List<RequestedRun> waiting,
            List<RequestedRun> decided,
            Pager.Slice<AuditEntry> audit,
            @Nullable BigDecimal approveAbove,
            SpendingSums sums,
            ShownTimes times) {
        String left = MoneyView.of(sums).left();
        return new ApprovalsView(
                Text.of("Approvals"),
                approveAbove == null
                        ? Text.of(
                                "Runs wait here if their job file says so. Nothing is charged before an admin approves.")
                        : Text.of(
                                "Runs above %s wait here. Nothing is charged before an admin approves.",
                                Amounts.text(approveAbove)),
                words(done),
                !done.equals("changed"),
                waiting.stream()
                        .map(run -> waiting(run, approveAbove, left, times))
                        .toList(),
                decided.stream().map(run -> decided(run, times)).toList(),
                audit.entries().stream().map(entry -> AuditRow.of(entry, times)).toList(),
                audit.pager());
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    boolean hasDecided() {
        return !decided.isEmpty();
    }

    private static String words(String done) {
        return switch (done) {
            case "approved" -> Text.of("Approved. The run starts as soon as it is its turn.");
            case "refused" -> Text.of("Refused. Nothing was charged.");
            case "changed" ->
                Text.of("Nothing was done: the run no longer waits, or its price has changed. Look again.");
            default -> "";
        };
    }

    private static Waiting waiting(RequestedRun run, @Nullable BigDecimal approveAbove, String left, ShownTimes times) {
        return new Waiting(
                run.job(),
                Addresses.ofRun(run.id()),
                RunningView.joined(RunRowView.by(run), times.text(run.requestedAt())),
                Objects.requireNonNullElse(RequestNote.of(run), ""),
                price(run),
                approveAbove == null || run.jobFile() != null ? "" : Text.of("above %s", Amounts.text(approveAbove)),
                left,
                "/approvals/" + run.id());
    }

    /** Returns the price of a run as the page shows it. */
    static String price(RequestedRun run) {
        Approval approval = run.approval();
        return approval == null || approval.asked().withoutPrice() == 0
                ? Amounts.text(approval == null ? Cost.NONE : approval.price())
                : approval.asked().text();
    }

    private static String answer(@Nullable Approval approval) {
        return approval == null || approval.answer() == null ? "" : approval.answer();
    }

    private static Decided decided(RequestedRun run, ShownTimes times) {
        Approval approval = run.approval();
        String by = approval == null ? null : approval.by();
        boolean isRefused = run.state() == State.STOPPED && by == null;
        return new Decided(
                run.job(),
                Addresses.ofRun(run.id()),
                RunRowView.by(run),
                price(run),
                by != null
                        ? new StateView("delivered", Text.of("Approved by %s", by))
                        : isRefused ? new StateView("failed", Text.of("Refused")) : StateView.of(run.state()),
                by == null && answer(approval).isEmpty() ? RunRowView.message(run) : "",
                answer(approval),
                times.text(
                        by != null && approval != null && approval.at() != null
                                ? approval.at()
                                : Objects.requireNonNullElse(run.endedAt(), run.requestedAt())));
    }
}
