package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.report.Counts.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        lines.add("Videos     " + shown(files.videos()));
        lines.add("Manifest   " + shown(files.manifest().actual()));
        lines.add("Look       " + shown(files.page().actual()));
        files.beside()
                .forEach(file -> lines.add("%s could not be replaced (open in another program?): see %s"
                        .formatted(shown(file.wanted()), shown(file.actual()))));
        addWhatToDo(lines, run, info, files);
        if (info.log() != null && files.counts().settled() < files.counts().lines()) {
            lines.add("Details    " + shown(info.log()));
        }
        return lines;
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
        Advice advice = new Advice(run.job().name(), info.rehearsal());
        addFailures(lines, advice, files);
        addOthers(lines, advice, files.counts());
    }

    private static String counts(Counts counts) {
        String parts = Arrays.stream(ManifestStatus.values())
                .filter(status -> counts.of(status) > 0)
                .map(status -> counts.of(status) + " " + status.label() + accepted(counts, status))
                .collect(Collectors.joining(", "));
        String rows = counted(counts.rows(), "row");
        String asked = counts.lines() == counts.rows() ? rows : rows + ", " + counted(counts.lines(), "video");
        return parts.isEmpty() ? asked : asked + ": " + parts;
    }

    private static String accepted(Counts counts, ManifestStatus status) {
        int accepted = counts.accepted(status);
        return accepted == 0
                ? ""
                : accepted == counts.of(status) ? " (accepted)" : " (%d accepted)".formatted(accepted);
    }

    private void addFailures(List<String> lines, Advice advice, ReportFiles files) {
        int failed = files.counts().notAccepted(ManifestStatus.FAILED);
        List<Problem> first = files.counts().problems(ManifestStatus.FAILED);
        if (failed == 0) {
            return;
        }
        boolean neverSent = first.stream().allMatch(problem -> Entry.INVALID_ROW.equals(problem.code()));
        String next = "Fix the sheet and run it again" + (neverSent ? "." : ", or: " + advice.rerun());
        if (failed == 1) {
            lines.add("1 %s failed: %s. %s".formatted(line(files.counts()), described(first.get(0)), next));
            return;
        }
        lines.add("%s failed:".formatted(counted(failed, line(files.counts()))));
        first.forEach(problem -> lines.add("  " + described(problem)));
        if (failed > first.size()) {
            lines.add("  and %d more, see %s"
                    .formatted(failed - first.size(), shown(files.failed().actual())));
        }
        lines.add(next);
    }

    private static void addOthers(List<String> lines, Advice advice, Counts counts) {
        if (counts.notAccepted(ManifestStatus.IN_DOUBT) > 0) {
            lines.add("%s may have been accepted and charged: %s. Look at your account, then: %s --in-doubt"
                    .formatted(
                            counted(counts.notAccepted(ManifestStatus.IN_DOUBT), line(counts)),
                            places(counts, ManifestStatus.IN_DOUBT),
                            advice.rerun()));
        }
        addFree(lines, counts, ManifestStatus.TIMED_OUT, "not ready in time");
        addFree(lines, counts, ManifestStatus.UNDELIVERED, "ready and could not be fetched");
        if (counts.of(ManifestStatus.PENDING) > 0) {
            lines.add("%s pending. Run the sheet again to go on."
                    .formatted(counted(counts.of(ManifestStatus.PENDING), line(counts))));
        }
    }

    private static void addFree(List<String> lines, Counts counts, ManifestStatus status, String what) {
        if (counts.notAccepted(status) > 0) {
            lines.add("%s %s: %s. Run the sheet again: that is free of charge."
                    .formatted(counted(counts.notAccepted(status), line(counts)), what, places(counts, status)));
        }
    }

    private static String places(Counts counts, ManifestStatus status) {
        List<Problem> first = counts.problems(status);
        String places = first.stream().map(Summary::place).collect(Collectors.joining(", "));
        int more = counts.notAccepted(status) - first.size();
        return more > 0 ? places + " and " + more + " more" : places;
    }

    private static String described(Problem problem) {
        String why = Stream.of(problem.code(), problem.message())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(": "))
                .replaceAll("\\s+", " ");
        String cut = why.length() <= MESSAGE_LENGTH ? why : why.substring(0, MESSAGE_LENGTH) + "…";
        return cut.isEmpty() ? place(problem) : "%s (%s)".formatted(place(problem), cut);
    }

    private static String place(Problem problem) {
        String row = "row " + problem.row();
        return problem.variant() == 1 ? row : row + " variant " + problem.variant();
    }

    /** What is counted: a row with several variants is as many videos. */
    private static String line(Counts counts) {
        return counts.lines() == counts.rows() ? "row" : "video";
    }

    private static String counted(int count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }

    private String shown(Path file) {
        return (file.startsWith(workingDir) ? workingDir.relativize(file) : file).toString();
    }
}
