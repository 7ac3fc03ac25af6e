package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import java.io.File;
import java.util.Locale;
import java.util.Set;
import org.springframework.integration.file.filters.AbstractFileListFilter;

/** Lets sheets through, by their names. What a run can't read it says better than a filter would. */
final class SheetNameFilter extends AbstractFileListFilter<File> {

    private static final Set<String> SHEETS =
            Set.of("csv", "tsv", "txt", "xlsx", "xls", "xlsm", "et", "ods", "numbers");

    /** What programs call files that they have not finished, or keep beside others. */
    private static final Set<String> SIDE_FILES =
            Set.of("tmp", "temp", "part", "partial", "filepart", "crdownload", "download", "swp", "lock", "ini", "db");

    private final InboxNotices inboxNotices;

    SheetNameFilter(InboxNotices inboxNotices) {
        this.inboxNotices = inboxNotices;
    }

    @Override
    public boolean accept(File file) {
        String name = file.getName();
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (isSideFile(file, name, kind)) {
            return false;
        }
        if (!SHEETS.contains(kind)) {
            inboxNotices.once(
                    name,
                    Text.of(
                            "%s stays where it is: its name is not a sheet's. The inbox takes .csv, .tsv, .txt and .xlsx.",
                            name));
            return false;
        }
        return true;
    }

    private static boolean isSideFile(File file, String name, String kind) {
        return name.startsWith(".")
                || name.startsWith("~$")
                || name.endsWith("~")
                || name.endsWith(InboxFolders.DONE_MARKER)
                || SIDE_FILES.contains(kind)
                || file.isHidden();
    }
}
