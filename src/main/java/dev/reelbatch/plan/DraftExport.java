package dev.reelbatch.plan;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.sheet.RowOrigin;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file that corrects rows of a job: it makes the real videos of their drafts, as the page's {@code real.csv}
 * does. Repeated, it names the same drafts, so that nothing is paid for twice.
 */
final class DraftExport {

    private static final Set<ClipState> RERUN = EnumSet.of(ClipState.FAILED, ClipState.CANCELLED);

    private final Ledgers ledgers;
    private final Catalogue catalogue;
    private final Home home;
    private final List<String> lines = new ArrayList<>();
    private final SortedSet<Integer> notReady = new TreeSet<>();
    private boolean isRerun = true;
    private boolean isTemplated;
    private String column = "";

    DraftExport(Ledgers ledgers, Catalogue catalogue, Home home) {
        this.ledgers = ledgers;
        this.catalogue = catalogue;
        this.home = home;
    }

    /**
     * Writes the file into the home.
     *
     * @param rows only these rows; null for all that have a delivered draft
     * @throws UserException if there is no such draft, or a named row has none
     */
    Path write(String jobName, @Nullable RowRanges rows) {
        Run latest = ledgers.latestRun(jobName);
        Run loaded = loaded(latest);
        if (rows != null) {
            RequestedRows.check(rows, ledgers.rows().numbers(loaded.id()));
        }
        isTemplated = RunOptions.parse(latest.options()).reading().template() != null;
        ledgers.report().forEachRow(loaded.id(), row -> {
            if (rows == null || rows.contains(row.row())) {
                add(row, latest.job().name());
            }
        });
        if (rows != null && !notReady.isEmpty()) {
            String without = RowRanges.only(List.copyOf(notReady)).text();
            throw new UserException(Text.of(
                    "No delivered draft, so no real video can be made from it: row %s. Leave these rows out, or make their drafts first: %s",
                    without, isRerun ? home.command("rerun", latest.job().name(), "--rows", without) : drafts(latest)));
        }
        if (lines.isEmpty()) {
            throw new UserException(Text.of(
                    "The latest run of job \"%s\" has no delivered drafts. To make drafts: %s",
                    latest.job().name(), drafts(latest)));
        }
        String header = line(column, "prompt", RowOrigin.JOB, RowOrigin.ROW, RowOrigin.VARIANT);
        return keep("\uFEFF" + header + String.join("", lines));
    }

    private String drafts(Run latest) {
        return home.command("run", latest.inputPath(), "--draft");
    }

    /** Returns the latest run whose rows are complete; a run that was killed early has none yet. */
    private Run loaded(Run latest) {
        Run run = latest;
        while (run.loadedAs() == null) {
            Run before = ledgers.runs().corrected(run).orElse(null);
            if (before == null) {
                return latest;
            }
            run = before;
        }
        return run;
    }

    private void add(ReportRow row, String job) {
        Clip clip = row.clip();
        String draftColumn = clip == null ? null : catalogue.draftColumn(clip);
        String task = clip == null ? null : catalogue.draftOf(clip);
        if (clip != null && draftColumn != null) {
            column = draftColumn;
            task = clip.state() == ClipState.DELIVERED ? clip.taskId() : null;
        } else if (clip != null && task != null) {
            column = Objects.requireNonNull(catalogue.taskColumn(clip.model()));
        }
        if (task == null) {
            notReady.add(row.row());
            isRerun &= draftColumn != null && clip != null && RERUN.contains(clip.state());
            return;
        }
        String prompt = Objects.requireNonNullElse(row.prompt(), "");
        lines.add(line(task, prompt, job, String.valueOf(row.row()), String.valueOf(row.variant())));
    }

    /** Returns a line; without the prompt where a template makes it, which is not to be put into the sheet. */
    private String line(String task, String prompt, String... place) {
        Stream<String> content = isTemplated ? Stream.of(task) : Stream.of(prompt, task);
        return Stream.concat(content, Arrays.stream(place))
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private Path keep(String csv) {
        try {
            return new Inputs(home).keep(csv.getBytes(StandardCharsets.UTF_8)).file();
        } catch (IOException e) {
            throw new UserException(Text.of("The sheet can't be copied into the home: %s", e.getMessage()));
        }
    }
}
