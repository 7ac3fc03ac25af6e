package dev.reelbatch.serve;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the job files of a {@code serve} come from. They may change while it runs. */
public interface JobFileSource {

    /** Returns those that are right, in their order. */
    List<ServedJob> jobs();

    /** Returns what is wrong with others, or with the present text of one that is served as it was before. */
    List<Problem> problems();

    /** Looks for files that have come, changed or gone. Returns true if something is new since the last call. */
    boolean look();

    /** Returns what changes them for people; empty if they can't be changed. */
    default Optional<JobFileEditor> editor() {
        return Optional.empty();
    }

    /**
     * A job file that can't be served as it is now.
     *
     * @param file its name, without its folder
     * @param why what is wrong and where, in the language of who asks
     */
    record Problem(String file, Supplier<String> why) {}
}
