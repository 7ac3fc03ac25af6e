package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import java.io.File;
import java.util.Locale;
import java.util.Set;
import org.springframework.integration.file.filters.AbstractFileListFilter;

/** Accepts sheets by their names. A run reports unreadable content better than a filter could. */
final class SheetNameFilter extends AbstractFileListFilter<File> {

    private static final Set<String> SHEETS =
            Set.of("csv", "tsv", "txt", "xlsx", "xls", "xlsm", "et", "ods", "numbers");

    /** The extensions that programs use for unfinished files, or for files that they keep beside others. */
    private static final Set<String> SIDE_FILES =
            Set.of("tmp", "temp", "part", "partial", "filepart", "crdownload", "download", "swp", "lock", "ini", "db");

    /** The extensions of pictures, which sheets name; they stay where they were dropped. */
    private static final Set<String> PICTURES =
            Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "avif");

    private final InboxNotices inboxNotices;

    SheetNameFilter(InboxNotices inboxNotices) {
        this.inboxNotices = inboxNotices;
    }

    @Override
    public boolean accept(File file) {
        String name = file.getName();
        String kind = kind(name);
        if (isSideFile(name, kind) || file.isHidden() || PICTURES.contains(kind)) {
            return false;
        }
        if (!SHEETS.contains(kind)) {
            inboxNotices.once(name, Text.of("%s ignored: not a .csv, .tsv, .txt or .xlsx file.", name));
            return false;
        }
        return true;
    }

    /** Returns whether a file of this name would be taken. */
    static boolean isSheet(String name) {
        return SHEETS.contains(kind(name)) && !isSideFile(name, kind(name));
    }

    /** Returns the extension in lower case; some systems leave a blank at the end of a name. */
    private static String kind(String name) {
        return name.substring(name.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isSideFile(String name, String kind) {
        return name.startsWith(".")
                || name.startsWith("~$")
                || name.endsWith("~")
                || name.endsWith(InboxFolders.DONE_MARKER)
                || SIDE_FILES.contains(kind);
    }
}
