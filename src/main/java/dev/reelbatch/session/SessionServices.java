package dev.reelbatch.session;

import dev.reelbatch.home.Uploads;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.Recovery;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.AuditLedger;
import dev.reelbatch.ledger.JobFileRunLedger;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.ledger.UserLedger;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.time.Time;

/** The beans that a session uses or hands out, injected together. */
record SessionServices(
        RunService runs,
        RerunPlanner reruns,
        Acceptance acceptance,
        Resolution resolution,
        Cancellation cancellation,
        Reconciliation reconciliation,
        Housekeeping housekeeping,
        ScheduleLedger schedules,
        RequestedRunLedger requestedRuns,
        JobFileRunLedger jobFileRuns,
        SpendingLedger spending,
        UserLedger users,
        AuditLedger audit,
        MarkLedger marks,
        Time time,
        Uploads uploads,
        JobStatuses statuses,
        Ledgers ledgers,
        Recovery recovery,
        SnapshotServer snapshots,
        Monitored monitored) {}
