package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.job.RunService;
import dev.reelbatch.plan.JobName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The job of a dropped sheet: one of its own name, or that whose rows it corrects.
 *
 * @param correctsRows whether it corrects the rows of an earlier sheet
 */
record DroppedJob(String name, boolean correctsRows) {

    static DroppedJob of(ClaimedFile file, ServedJob inbox, InboxFolder folder, RunService runs) {
        String own = JobName.inInbox(inbox.name(), folder.person(), Path.of(file.inputName() + ".csv"));
        String sisters = own.substring(0, own.lastIndexOf('/') + 1);
        return runs.correctedJob(file.file(), inbox.request().reading())
                .filter(name -> name.lastIndexOf('/') == sisters.length() - 1 && name.startsWith(sisters))
                .map(name -> new DroppedJob(name, true))
                .orElse(new DroppedJob(own, false)); // another inbox's job is refused
    }

    /** Returns the folder of the sheet's results; null for that of the job whose rows it corrects. */
    @Nullable Path results(ClaimedFile file, InboxFolder folder, RunService runs, String sha256) {
        Path before = file.earlierResults().orElse(null);
        if (before != null) {
            return before;
        }
        Path named = folder.results().of(name.substring(name.lastIndexOf('/') + 1));
        if (folder.results().isOfEachDrop()) {
            return named;
        }
        return correctsRows ? null : runs.results().folder(name, sha256).orElse(named);
    }
}
