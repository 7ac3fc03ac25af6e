package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.JobFileRun;
import dev.reelbatch.ledger.ScheduleLedger.Pause;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.JobFiles.Kind;
import dev.reelbatch.serve.JobFiles.State;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.List;

/**
 * A job file: a schedule or an inbox.
 *
 * @param address before the name of what is done with it
 * @param form the address of the form that changes it
 * @param times its schedule in words; empty for an inbox
 * @param next when it runs next; empty for an inbox, and while it is paused
 * @param last its latest run; empty if there is none
 * @param lastJob the address of the job of that run
 */
record JobFileView(
        String name,
        String file,
        String address,
        String form,
        boolean isInbox,
        boolean isPaused,
        StateView state,
        String pause,
        String times,
        String next,
        String last,
        String lastJob,
        List<InWork> inWork) {

    /** A run that waits or is in progress: of a dropped sheet, or of a schedule. */
    record InWork(String name, String address, StateView state) {

        static InWork of(JobFileRun one) {
            String sheet = one.origin().dropped();
            return new InWork(
                    sheet.isEmpty()
                            ? one.run().job()
                            : String.valueOf(Path.of(sheet).getFileName()),
                    Addresses.ofRun(one.run().id()),
                    StateView.of(one.run().state()));
        }
    }

    boolean hasInWork() {
        return !inWork.isEmpty();
    }

    static JobFileView of(JobFiles.Standing one, ShownTimes times) {
        return of(one, List.of(), times);
    }

    /** @param inWork its runs that have not ended */
    static JobFileView of(JobFiles.Standing one, List<JobFileRun> inWork, ShownTimes times) {
        Pause pause = one.pause();
        JobStanding last = one.last();
        return new JobFileView(
                one.name(),
                one.file(),
                "/folders/" + Addresses.escaped(one.name()),
                (one.kind() == Kind.INBOX ? "/folders/" : "/schedules/") + Addresses.escaped(one.name()) + "/edit",
                one.kind() == Kind.INBOX,
                pause != null,
                state(one),
                pause == null ? "" : Text.of("by %s, %s", pause.by(), times.text(pause.at())),
                one.times(),
                one.next() == null ? "" : times.text(one.next()),
                last == null ? "" : last(last, times),
                last == null ? "" : Addresses.ofJob(last.job().name()),
                inWork.stream().map(InWork::of).toList());
    }

    private static String last(JobStanding last, ShownTimes times) {
        return RunningView.joined(
                Text.of(
                        "%d of %d videos delivered",
                        last.states().getOrDefault(ClipState.DELIVERED, 0), RunRowView.videos(last)),
                times.text(
                        last.run().endedAt() == null
                                ? last.run().createdAt()
                                : last.run().endedAt()));
    }

    private static StateView state(JobFiles.Standing one) {
        return one.pause() != null && one.state() != State.RUNNING
                ? new StateView("stopped", Text.of("Paused"))
                : switch (one.state()) {
                    case IDLE ->
                        one.kind() == Kind.INBOX
                                ? new StateView("delivered", Text.of("Watching"))
                                : new StateView("late", Text.of("Scheduled"));
                    case WAITING -> new StateView("waiting", Text.of("Waiting"));
                    case WAITING_FOR_APPROVAL -> new StateView("approval", Text.of("Waits for approval"));
                    case RUNNING -> new StateView("running", Text.of("Running"));
                    case PAUSED -> new StateView("stopped", Text.of("Paused"));
                };
    }
}
