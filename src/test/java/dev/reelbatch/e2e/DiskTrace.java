package dev.reelbatch.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's writes and syncs, and the POSTs between them, as strace saw them. A write counts from its
 * beginning, a sync from its end, and for those writes alone that had ended when it began.
 */
final class DiskTrace {

    /**
     * A submit leaving the process.
     *
     * @param written writes to the file since the POST before
     * @param syncs syncs of the file since the POST before
     * @param unsynced writes of the journal's thread, which records submissions, that no sync has followed;
     *     what Spring Batch notes of its steps meanwhile is no money
     */
    record Post(int written, int syncs, long unsynced) {}

    private static final Pattern LINE = Pattern.compile("^(\\d+)\\s+(?:<\\.\\.\\. )?(\\w+)(.*)$");
    private static final String UNFINISHED = "<unfinished ...>";

    private final String file;
    private final List<Post> posts = new ArrayList<>();
    private final Map<Long, String> open = new HashMap<>();
    private final Map<Long, List<Write>> covered = new HashMap<>();
    private final List<Write> unsynced = new ArrayList<>();
    private long journal;
    private int written;
    private int syncs;

    private static final class Write {
        private final long thread;
        private boolean ended;

        Write(long thread) {
            this.thread = thread;
        }
    }

    private DiskTrace(String file) {
        this.file = file;
    }

    static DiskTrace of(List<String> lines, String file) {
        DiskTrace trace = new DiskTrace(file);
        trace.journal = journalThread(lines, file);
        lines.forEach(trace::line);
        return trace;
    }

    List<Post> posts() {
        return posts;
    }

    /** The thread that syncs the file last before the first POST. */
    private static long journalThread(List<String> lines, String file) {
        long thread = 0;
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (line.contains("POST /v1/tasks/submit")) {
                return thread;
            } else if (line.contains("sync(") && line.contains(file) && parts.matches()) {
                thread = Long.parseLong(parts.group(1));
            }
        }
        return thread;
    }

    private void line(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return; // a signal, an exit
        }
        long thread = Long.parseLong(parts.group(1));
        boolean begins = !line.contains("resumed>");
        boolean ends = !line.endsWith(UNFINISHED);
        String call = begins ? line : open.getOrDefault(thread, "");
        if (begins) {
            open.put(thread, line);
        }
        if (call.contains("POST /v1/tasks/submit")) {
            if (begins) {
                post();
            }
        } else if (call.contains(file)) {
            onFile(thread, call.contains("sync("), begins, ends);
        }
    }

    private void onFile(long thread, boolean sync, boolean begins, boolean ends) {
        if (sync && begins) {
            covered.put(thread, unsynced.stream().filter(write -> write.ended).toList());
        }
        if (sync && ends) {
            unsynced.removeAll(covered.getOrDefault(thread, List.of()));
            syncs++;
        }
        if (!sync && begins) {
            unsynced.add(new Write(thread));
            written++;
        }
        if (!sync && ends) {
            unsynced.stream().filter(write -> write.thread == thread).forEach(write -> write.ended = true);
        }
    }

    private void post() {
        posts.add(new Post(
                written,
                syncs,
                unsynced.stream().filter(write -> write.thread == journal).count()));
        written = 0;
        syncs = 0;
    }
}
