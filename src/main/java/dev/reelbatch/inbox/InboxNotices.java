package dev.reelbatch.inbox;

import java.io.File;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.file.filters.FileListFilter;

/**
 * Reports what the inbox leaves undone, once and not at every check. As the first of the filters it sees every listing,
 * and forgets notices about files that are gone.
 */
final class InboxNotices implements FileListFilter<File> {

    /** The key of notices about the folder, valid until the folder can be listed again. */
    static final String FOLDER = "";

    /** The key of notices about reelbatch's own defects, valid as long as it runs. */
    static final String DEFECT = "/";

    private final Consumer<String> listener;
    private final Map<String, String> told = new HashMap<>();

    InboxNotices(Consumer<String> listener) {
        this.listener = listener;
    }

    /**
     * Reports a sentence unless it was the last one about this subject.
     *
     * @param about a file's name, or {@link #FOLDER}, or {@link #DEFECT}
     * @return whether it was reported
     */
    synchronized boolean once(String about, String sentence) {
        boolean isNew = !sentence.equals(told.put(about, sentence));
        if (isNew) {
            listener.accept(sentence);
        }
        return isNew;
    }

    @Override
    public synchronized List<File> filterFiles(File @Nullable [] files) {
        List<File> all = files == null ? List.of() : Arrays.asList(files);
        Set<String> names = all.stream().map(File::getName).collect(Collectors.toSet());
        told.keySet().removeIf(about -> !names.contains(about) && !about.equals(DEFECT));
        return all;
    }
}
