package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.report.RowCounts.Problem;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The text that a person reads on the console after a run: results, files, and what to do next. */
public final class Summary {

    private static final int MESSAGE_LENGTH = 160;

    private final Path workingDir;

    /** @param workingDir files under it are shown relative to it */
    public Summary(Path workingDir) {
        this.workingDir = workingDir;
    }

    /** Returns the lines, without line ends. */
    public List<String> lines(Run run, ReportInfo info, ReportFiles files) {
        List<String> lines = results(info, files);
        lines.add(Text.of("Videos     %s", shown(files.videos())));
        addUnasked(lines, files);
        lines.add(Text.of("Manifest   %s", shown(files.manifest().actual())));
        lines.add(Text.of("Report     %s", shown(files.page().actual())));
        files.beside()
                .forEach(file -> lines.add(Text.of(
                        "%s could not be replaced (open in another program?): see %s",
                        shown(file.wanted()), shown(file.actual()))));
        addWhatToDo(lines, run, info, files);
        if (info.log() != null && files.counts().done() < files.counts().lines()) {
            lines.add(Text.of("Details    %s", shown(info.log())));
        }
        return lines;
    }

    /** These videos are in no line of the manifest, and were paid for. */
    private void addUnasked(List<String> lines, ReportFiles files) {
        List<Path> videos = files.unasked();
        if (videos.isEmpty()) {
            return;
        }
        lines.add(unasked(videos.size()));
        videos.stream().limit(RowCounts.PROBLEMS_KEPT).forEach(video -> lines.add("  " + shown(video)));
        if (videos.size() > RowCounts.PROBLEMS_KEPT) {
            lines.add(Text.of(
                    "  and %d more, see %s",
                    videos.size() - RowCounts.PROBLEMS_KEPT, shown(files.page().actual())));
        }
    }

    /** Describes delivered videos that no row requests; empty if there are none. */
    static String unasked(int videos) {
        return videos == 0
                ? ""
                : Text.of("%s delivered for rows that are no longer in the sheet:", Text.counted(videos, "video"));
    }

    /** Returns the summary for a reader on another machine: without file names. */
    public List<String> linesForOthers(Run run, ReportInfo info, ReportFiles files) {
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
        lines.add(new Costs(files.money(), files.unpriced(), info).sentence());
        return lines;
    }

    private void addWhatToDo(List<String> lines, Run run, ReportInfo info, ReportFiles files) {
        NextStep nextStep = new NextStep(run.job().name(), info, false);
        if (files.counts().drafts() > 0) {
            lines.add(Text.of(
                    "%s. To make the real videos of all of them, or of some with --rows: %s",
                    drafts(files.counts()), nextStep.fromDrafts()));
        }
        addFailures(lines, nextStep, files);
        addOthers(lines, nextStep, files.counts());
    }

    private static String counts(RowCounts rowCounts) {
        String parts = Arrays.stream(ManifestStatus.values())
                .filter(status -> rowCounts.of(status) > 0)
                .map(status -> Text.of("%d %s", rowCounts.of(status), status.label()) + accepted(rowCounts, status))
                .collect(Collectors.joining(Text.of(", ")));
        String rows = Text.counted(rowCounts.rows(), "row");
        String asked = rowCounts.lines() == rowCounts.rows()
                ? rows
                : Text.of("%s, %s", rows, Text.counted(rowCounts.lines(), "video"));
        return parts.isEmpty() ? asked : Text.of("%s: %s", asked, parts);
    }

    /** Returns the remark that follows a status's label. */
    static String accepted(RowCounts rowCounts, ManifestStatus status) {
        int accepted = rowCounts.accepted(status);
        if (accepted == 0) {
            return "";
        }
        return accepted == rowCounts.of(status) ? Text.of(" (accepted)") : Text.of(" (%d accepted)", accepted);
    }

    private void addFailures(List<String> lines, NextStep nextStep, ReportFiles files) {
        int failed = files.counts().notAccepted(ManifestStatus.FAILED);
        List<Problem> first = files.counts().problems(ManifestStatus.FAILED);
        if (failed == 0) {
            return;
        }
        boolean neverSent = failed == files.counts().invalid();
        String next = nextStep.afterFailures(neverSent);
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

    private static void addOthers(List<String> lines, NextStep nextStep, RowCounts rowCounts) {
        if (rowCounts.notAccepted(ManifestStatus.IN_DOUBT) > 0) {
            lines.add(Text.of(
                    "We can't tell whether you were charged for %s: %s. Check your account for these times, then record what you found: %s",
                    counted(rowCounts.notAccepted(ManifestStatus.IN_DOUBT), rowCounts),
                    places(rowCounts, ManifestStatus.IN_DOUBT),
                    nextStep.resolve()));
        }
        addNotes(lines, rowCounts);
        addAtRest(lines, nextStep, rowCounts);
        addFree(lines, nextStep, rowCounts, ManifestStatus.TIMED_OUT, Text.of("not ready in time"));
        addFree(lines, nextStep, rowCounts, ManifestStatus.UNDELIVERED, Text.of("ready but not downloaded"));
        if (rowCounts.of(ManifestStatus.CANCELLED) > 0) {
            lines.add(Text.of(
                    "%s cancelled, and not submitted. To submit: %s --rows N",
                    counted(rowCounts.of(ManifestStatus.CANCELLED), rowCounts), nextStep.rerun()));
        }
        if (rowCounts.of(ManifestStatus.PENDING) > 0) {
            lines.add(Text.of(
                    "%s left. %s", counted(rowCounts.of(ManifestStatus.PENDING), rowCounts), nextStep.afterPending()));
        }
    }

    private static void addFree(
            List<String> lines, NextStep nextStep, RowCounts rowCounts, ManifestStatus status, String what) {
        int free = rowCounts.notAccepted(status) - rowCounts.atRest(status);
        if (free > 0) {
            lines.add(Text.of(
                    "%s %s: %s. %s", counted(free, rowCounts), what, places(rowCounts, status), nextStep.afterFree()));
        }
    }

    private static void addNotes(List<String> lines, RowCounts rowCounts) {
        if (rowCounts.noted() > 0) {
            lines.add(Text.of("Notes on %s:", Text.counted(rowCounts.noted(), "video")));
            rowCounts.notes().forEach(note -> lines.add("  " + described(note)));
        }
        if (rowCounts.noted() > rowCounts.notes().size()) {
            lines.add(Text.of(
                    "  and %d more, see %s",
                    rowCounts.noted() - rowCounts.notes().size(), Text.of("the manifest, file_note")));
        }
    }

    private static void addAtRest(List<String> lines, NextStep nextStep, RowCounts rowCounts) {
        int atRest = rowCounts.atRest(ManifestStatus.TIMED_OUT) + rowCounts.atRest(ManifestStatus.UNDELIVERED);
        if (atRest > 0) {
            lines.add(Text.of(
                    "%s took days without a result, so later runs no longer check. To check again, free of charge: %s",
                    counted(atRest, rowCounts), nextStep.rerun()));
        }
    }

    private static String places(RowCounts rowCounts, ManifestStatus status) {
        List<Problem> first = rowCounts.problems(status);
        String places = first.stream()
                .map(problem -> status == ManifestStatus.IN_DOUBT ? sentPlace(problem) : place(problem))
                .collect(Collectors.joining(Text.of(", ")));
        int more = rowCounts.notAccepted(status) - first.size();
        return more > 0 ? Text.of("%s and %d more", places, more) : places;
    }

    private static String described(Problem problem) {
        String why = ManifestEntry.errorText(problem.code(), problem.message()).replaceAll("\\s+", " ");
        String cut = why.length() <= MESSAGE_LENGTH ? why : why.substring(0, MESSAGE_LENGTH) + "…";
        return cut.isEmpty() ? place(problem) : Text.of("%s (%s)", place(problem), cut);
    }

    private static String sentPlace(Problem problem) {
        return problem.sentAt() == null
                ? place(problem)
                : Text.of("%s (sent %s)", place(problem), NextStep.local(problem.sentAt()));
    }

    private static String place(Problem problem) {
        return problem.variant() == 1
                ? Text.of("row %d", problem.row())
                : Text.of("row %d variant %d", problem.row(), problem.variant());
    }

    /** Says how many of the videos are drafts. */
    static String drafts(RowCounts rowCounts) {
        return rowCounts.drafts() == 1
                ? Text.of("1 video is a draft")
                : Text.of("%d videos are drafts", rowCounts.drafts());
    }

    /** Counts rows, or videos if the rows have several variants. */
    private static String counted(int count, RowCounts rowCounts) {
        return rowCounts.lines() == rowCounts.rows() ? Text.counted(count, "row") : Text.counted(count, "video");
    }

    private String shown(Path file) {
        return (file.startsWith(workingDir) ? workingDir.relativize(file) : file).toString();
    }
}
