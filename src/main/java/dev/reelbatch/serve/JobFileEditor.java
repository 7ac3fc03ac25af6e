package dev.reelbatch.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes job files for people who see only a page. The files stay the only truth: people may edit them by hand, too. */
public interface JobFileEditor {

    /**
     * A job file as it is on the disk.
     *
     * @param file its name, without its folder
     * @param digest of the text, to notice that somebody changed it meanwhile
     * @param values by key
     */
    record Opened(String file, String text, String digest, Map<String, String> values) {

        /** A file that is still to be made. */
        public static Opened none() {
            return new Opened("", "", "", Map.of());
        }
    }

    /**
     * What to write.
     *
     * @param name of the job; that of a new file is the file's, too
     * @param seen the digest of the text that the person has seen; empty for a new file
     * @param values by key, in the order in which they are added; null to leave a key out
     */
    record Edit(String name, String seen, Map<String, @Nullable String> values) {}

    /** What became of an edit. */
    sealed interface Outcome {}

    /** The file is written, and taken up. */
    record Written(String file) implements Outcome {}

    /**
     * Nothing was written, because the file would be wrong.
     *
     * @param key that is wrong; empty if it is none in particular
     */
    record Wrong(String key, String why) implements Outcome {}

    /**
     * Nothing was written, because somebody else has changed the file.
     *
     * @param now its present text
     * @param wanted the lines that were to be written
     */
    record Changed(String now, String wanted) implements Outcome {}

    /**
     * Nothing was written: a person has to do it.
     *
     * @param text the lines to write, or all of a new file
     * @param why it can't be done here
     */
    record ByHand(String file, String text, String why) implements Outcome {}

    /** Reads the job file of a job that is served; empty if there is none. */
    Optional<Opened> open(String name);

    /** Returns sheets that a schedule could run, by their paths below the folder of the server. */
    List<String> sheets();

    /** Makes a job file. */
    Outcome add(Edit edit);

    /** Changes the values of a job file, and nothing else in it. */
    Outcome change(Edit edit);
}
