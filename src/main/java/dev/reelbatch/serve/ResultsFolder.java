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
 * Chooses the folder for the results of a dropped sheet; each sheet gets its own, because two people may drop different
 * sheets of the same name.
 *
 * @param out the folder named by the job file; null for the inbox's own
 * @param inInbox the inbox's own folder
 */
record ResultsFolder(@Nullable Path out, Path inInbox, Time time) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmmss", Locale.ROOT);

    /**
     * Returns a folder that does not exist yet: the sheet's name if it is free, otherwise the name with the time in
     * front.
     */
    Path of(String sheet) {
        if (out != null && isFree(out.resolve(sheet))) {
            return out.resolve(sheet);
        }
        String stamped = STAMP.format(time.now().atZone(ZoneId.systemDefault())) + "_" + sheet;
        Path parent = out == null ? inInbox : out;
        Path folder = parent.resolve(stamped);
        for (int number = 2; !isFree(folder); number++) {
            folder = parent.resolve(stamped + "-" + number);
        }
        return folder;
    }

    private static boolean isFree(Path folder) {
        return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
