package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.report.Counts.Problem;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a person reads on the console after a run: what came of it, where it lies, what to do next. */
public final class Summary {

    private static final int MESSAGE_LENGTH = 160;

    private final Path workingDir;

    /**
     * @param workingDir files under it are named relative to it
     */
    public Summary(Path workingDir) {
        this.workingDir = workingDir;
    }

    /** The lines, without line ends. */
    public List<String> lines(Run run, ReportInfo info, ReportFiles files) {
        List<String> lines = results(info, files);
        lines.add(Text.of("Videos     %s", shown(files.videos())));
        addUnasked(lines, files);
        lines.add(Text.of("Manifest   %s", shown(files.manifest().actual())));
        lines.add(Text.of("Look       %s", shown(files.page().actual())));
        files.beside()
                .forEach(file -> lines.add(Text.of(
                        "%s could not be replaced (open in another program?): see %s",
                        shown(file.wanted()), shown(file.actual()))));
        addWhatToDo(lines, run, info, files);
        if (info.log() != null && files.counts().settled() < files.counts().lines()) {
            lines.add(Text.of("Details    %s", shown(info.log())));
        }
        return lines;
    }

    /** In no line of the manifest, and paid for. */
    private void addUnasked(List<String> lines, ReportFiles files) {
        List<Path> videos = files.unasked();
        if (videos.isEmpty()) {
            return;
        }
        lines.add(unasked(videos.size()));
        videos.stream().limit(Counts.PROBLEMS_KEPT).forEach(video -> lines.add("  " + shown(video)));
        if (videos.size() > Counts.PROBLEMS_KEPT) {
            lines.add(Text.of(
                    "  and %d more, see %s",
                    videos.size() - Counts.PROBLEMS_KEPT, shown(files.page().actual())));
        }
    }

    /** What came beside the rows' videos; empty if nothing did. */
    static String unasked(int videos) {
        return videos == 0
                ? ""
                : Text.of(
                        "%s came as well that an earlier sheet asked for, and that no row asks for any more:",
                        Text.counted(videos, "video"));
    }

    /** The same for somebody who does not sit at this machine: without its files. */
    public List<String> news(Run run, ReportInfo info, ReportFiles files) {
        List<String> lines = results(info, files);
        addWhatToDo(lines, run, info, files);
        return lines;
    }

    private static List<String> results(ReportInfo info, ReportFiles files) {
        List<String> lines = new ArrayList<>();
        if (info.headline() != null) {
            lines.add(info.headline());
        }
        lines.add(counts(files.counts()));
        lines.add(new Costs(files.money(), files.counts(), info).sentence());
        return lines;
    }

    private void addWhatToDo(List<String> lines, Run run, ReportInfo info, ReportFiles files) {
        Advice advice = new Advice(run.job().name(), info);
        addFailures(lines, advice, files);
        addOthers(lines, advice, files.counts());
    }

    private static String counts(Counts counts) {
        String parts = Arrays.stream(ManifestStatus.values())
                .filter(status -> counts.of(status) > 0)
                .map(status -> Text.of("%d %s", counts.of(status), status.label()) + accepted(counts, status))
                .collect(Collectors.joining(Text.of(", ")));
        String rows = Text.counted(counts.rows(), "row");
        String asked =
                counts.lines() == counts.rows() ? rows : Text.of("%s, %s", rows, Text.counted(counts.lines(), "video"));
        return parts.isEmpty() ? asked : Text.of("%s: %s", asked, parts);
    }

    /** What stands behind the words of a status. */
    static String accepted(Counts counts, ManifestStatus status) {
        int accepted = counts.accepted(status);
        if (accepted == 0) {
            return "";
        }
        return accepted == counts.of(status) ? Text.of(" (accepted)") : Text.of(" (%d accepted)", accepted);
    }

    private void addFailures(List<String> lines, Advice advice, ReportFiles files) {
        int failed = files.counts().notAccepted(ManifestStatus.FAILED);
        List<Problem> first = files.counts().problems(ManifestStatus.FAILED);
        if (failed == 0) {
            return;
        }
        boolean neverSent = failed == files.counts().invalid();
        String next = neverSent
                ? Text.of("Fix the sheet and run it again.")
                : Text.of("Fix the sheet and run it again, or: %s", advice.rerun());
        if (failed == 1) {
            lines.add(Text.of("%s failed: %s. %s", counted(1, files.counts()), described(first.get(0)), next));
            return;
        }
        lines.add(Text.of("%s failed:", counted(failed, files.counts())));
        first.forEach(problem -> lines.add("  " + described(problem)));
        if (failed > first.size()) {
            lines.add(Text.of(
                    "  and %d more, see %s",
                    failed - first.size(), shown(files.failed().actual())));
        }
        lines.add(next);
    }

    private static void addOthers(List<String> lines, Advice advice, Counts counts) {
        if (counts.notAccepted(ManifestStatus.IN_DOUBT) > 0) {
            lines.add(Text.of(
                    "%s may have been accepted and charged: %s. Check your account for these times (every submission: %s), then: %s --in-doubt",
                    counted(counts.notAccepted(ManifestStatus.IN_DOUBT), counts),
                    places(counts, ManifestStatus.IN_DOUBT),
                    advice.submissions(),
                    advice.rerun()));
        }
        addNotes(lines, counts);
        addAtRest(lines, advice, counts);
        addFree(lines, counts, ManifestStatus.TIMED_OUT, Text.of("not ready in time"));
        addFree(lines, counts, ManifestStatus.UNDELIVERED, Text.of("ready and could not be fetched"));
        if (counts.of(ManifestStatus.PENDING) > 0) {
            lines.add(Text.of(
                    "%s pending. Run the sheet again to go on.", counted(counts.of(ManifestStatus.PENDING), counts)));
        }
    }

    private static void addFree(List<String> lines, Counts counts, ManifestStatus status, String what) {
        int free = counts.notAccepted(status) - counts.atRest(status);
        if (free > 0) {
            lines.add(Text.of(
                    "%s %s: %s. Run the sheet again: that is free of charge.",
                    counted(free, counts), what, places(counts, status)));
        }
    }

    private static void addNotes(List<String> lines, Counts counts) {
        if (counts.noted() > 0) {
            lines.add(Text.of("To know of %s:", Text.counted(counts.noted(), "video")));
            counts.notes().forEach(note -> lines.add("  " + described(note)));
        }
        if (counts.noted() > counts.notes().size()) {
            lines.add(Text.of(
                    "  and %d more, see %s",
                    counts.noted() - counts.notes().size(), Text.of("the manifest, file_note")));
        }
    }

    private static void addAtRest(List<String> lines, Advice advice, Counts counts) {
        int atRest = counts.atRest(ManifestStatus.TIMED_OUT) + counts.atRest(ManifestStatus.UNDELIVERED);
        if (atRest > 0) {
            lines.add(Text.of(
                    "%s did not come for days, and later runs no longer ask. To ask again, free of charge: %s",
                    counted(atRest, counts), advice.rerun()));
        }
    }

    private static String places(Counts counts, ManifestStatus status) {
        List<Problem> first = counts.problems(status);
        String places = first.stream()
                .map(problem -> status == ManifestStatus.IN_DOUBT ? sentPlace(problem) : place(problem))
                .collect(Collectors.joining(Text.of(", ")));
        int more = counts.notAccepted(status) - first.size();
        return more > 0 ? Text.of("%s and %d more", places, more) : places;
    }

    private static String described(Problem problem) {
        String why = Entry.words(problem.code(), problem.message()).replaceAll("\\s+", " ");
        String cut = why.length() <= MESSAGE_LENGTH ? why : why.substring(0, MESSAGE_LENGTH) + "…";
        return cut.isEmpty() ? place(problem) : Text.of("%s (%s)", place(problem), cut);
    }

    private static String sentPlace(Problem problem) {
        return problem.sentAt() == null
                ? place(problem)
                : Text.of("%s (sent %s)", place(problem), Advice.local(problem.sentAt()));
    }

    private static String place(Problem problem) {
        return problem.variant() == 1
                ? Text.of("row %d", problem.row())
                : Text.of("row %d variant %d", problem.row(), problem.variant());
    }

    /** What is counted: a row with several variants is as many videos. */
    private static String counted(int count, Counts counts) {
        return counts.lines() == counts.rows() ? Text.counted(count, "row") : Text.counted(count, "video");
    }

    private String shown(Path file) {
        return (file.startsWith(workingDir) ? workingDir.relativize(file) : file).toString();
    }
}
