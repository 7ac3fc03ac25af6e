package dev.reelbatch.serve;

import dev.reelbatch.time.Time;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the folder for the results of a dropped sheet.
 *
 * @param out the folder named by the job file, with one for each sheet; null for the inbox's own, with one for each drop
 * @param inInbox the inbox's own folder
 */
record ResultsFolder(@Nullable Path out, Path inInbox, Time time) {

    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmmss", Locale.ROOT);
    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmm", Locale.ROOT);

    /** Returns whether each drop has a folder of its own, also that of a sheet which was dropped before. */
    boolean isOfEachDrop() {
        return out == null;
    }

    /**
     * Returns a folder that does not exist yet. In the job file's folder it is the sheet's name if that is free: two
     * people may drop different sheets of the same name.
     */
    Path of(String sheet) {
        if (out == null) {
            return free(inInbox, stamp(TO_THE_MINUTE) + "_" + sheet);
        }
        return isFree(out.resolve(sheet)) ? out.resolve(sheet) : free(out, stamp(TO_THE_SECOND) + "_" + sheet);
    }

    private String stamp(DateTimeFormatter stamp) {
        return stamp.format(time.now().atZone(ZoneId.systemDefault()));
    }

    private static Path free(Path parent, String name) {
        Path folder = parent.resolve(name);
        for (int number = 2; !isFree(folder); number++) {
            folder = parent.resolve(name + "-" + number);
        }
        return folder;
    }

    private static boolean isFree(Path folder) {
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
