package dev.reelbatch.serve;

import dev.reelbatch.api.LinkAnswer;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.PreparedRuns;
import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.SheetEdits;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.SheetFileName;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Prepares runs in the browser: a sheet is given, checked, corrected and given options, as often as people like. Nothing
 * is spent before {@link #start}. They belong to the team.
 */
public final class RunPreparation {

    private static final int AT_ONCE = 4; // each holds a whole sheet

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final PreparedRuns kept;
    private final FetchedSheets links;
    private final SheetChecker checker;
    private final RunLimits limits;
    private final String api;
    private final JobStatuses statuses;
    private final Time time;

    RunPreparation(
            PreparedRuns kept,
            FetchedSheets links,
            SheetChecker checker,
            RunLimits limits,
            String api,
            JobStatuses statuses,
            Time time) {
        this.kept = kept;
        this.links = links;
        this.checker = checker;
        this.limits = limits;
        this.api = api;
        this.statuses = statuses;
        this.time = time;
    }

    /** @throws UserException if the sheet can't be kept */
    public Prepared add(String owner, String fileName, InputStream sheet) throws IOException {
        return kept.add(owner, SheetFileName.of(fileName), sheet.readAllBytes(), time.now());
    }

    /** @throws UserException if there is no sheet behind the link */
    public Prepared add(String owner, String link) {
        try {
            LinkAnswer.Sheet answer = links.read(SheetLink.of(link, false));
            return kept.add(owner, SheetFileName.of(answer.name()), answer.bytes(), time.now());
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("The sheet's link can't be used: %s", e.getMessage()));
        }
    }

    public Optional<Prepared> find(String id) {
        return kept.find(id);
    }

    /** Returns those that were changed last, the latest first. */
    public List<Prepared> latest(int most) {
        return kept.latest(most);
    }

    /** Checks the sheet as it is now; waits if many others are being checked. */
    public PreparedCheck check(Prepared prepared) {
        places.acquireUninterruptibly();
        try {
            SheetChecker.Findings found = checker.check(sheet(prepared), fields(prepared), limits, api);
            return new PreparedCheck(found.tree(), found.rows(), null, null);
        } catch (UserException e) {
            Throwable why = e.getCause() instanceof UnclearSheetException ? e.getCause() : e;
            return why instanceof UnclearSheetException unclear
                            && !unclear.answers().isEmpty()
                    ? new PreparedCheck(null, Map.of(), unclear, null)
                    : new PreparedCheck(null, Map.of(), null, e.getMessage());
        } finally {
            places.release();
        }
    }

    /** Returns rows of the sheet as it is now; empty if it can't be read. */
    public Optional<SheetEdits.Page> page(Prepared prepared, IntPredicate wanted, int skipped, int most) {
        try {
            ReadOptions reading = checker.reading(sheet(prepared), fields(prepared));
            return Optional.of(SheetEdits.page(sheet(prepared), reading, wanted, skipped, most));
        } catch (UserException e) {
            return Optional.empty();
        }
    }

    /**
     * Changes the options of the run, and texts in the sheet.
     *
     * @param fields named as the options of {@code run}, all of them
     * @param cells more changed texts, by the row's number and the column's heading
     * @param by who changes them
     * @throws UserException if a field is wrong, a cell can't be changed, or somebody was faster
     */
    public synchronized Prepared change(
            Prepared prepared, Map<String, List<String>> fields, Map<Integer, Map<String, String>> cells, String by) {
        requireCurrent(prepared);
        Map<Integer, Map<String, String>> all = new TreeMap<>();
        prepared.cells().forEach((row, texts) -> all.put(row, new LinkedHashMap<>(texts)));
        cells.forEach((row, texts) ->
                all.computeIfAbsent(row, number -> new LinkedHashMap<>()).putAll(texts));
        boolean isText = false;
        if (!all.isEmpty()) {
            isText = writeEdited(prepared, fields, all);
        }
        Prepared changed = prepared.changed(fields, all, isText, by, time.now());
        kept.put(changed);
        return changed;
    }

    private void requireCurrent(Prepared seen) {
        Prepared now = kept.find(seen.id()).orElse(seen);
        if (now.edits() != seen.edits() || now == seen) {
            throw changedElsewhere(now);
        }
    }

    /** Returns what a person is told whose page is older than the sheet. */
    public static UserException changedElsewhere(Prepared now) {
        return new UserException(Text.of(
                "%s changed this sheet meanwhile. What you typed is in its cells; check again to take it over.",
                now.changedBy() == null ? now.owner() : now.changedBy()));
    }

    /** Returns whether it has become a text. */
    private boolean writeEdited(
            Prepared prepared, Map<String, List<String>> fields, Map<Integer, Map<String, String>> cells) {
        Path given = kept.given(prepared);
        ReadOptions reading = checker.reading(given, fields);
        try {
            SheetEdits.Edited edited = SheetEdits.apply(given, reading, cells);
            kept.putEdited(prepared, edited.content());
            return edited.isText();
        } catch (SheetException e) {
            throw new UserException(UserException.Kind.REFUSED, prepared.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Requests the run. Asking twice at the same number of edits leads to the same run; each start counts as an edit.
     *
     * @param by who starts it
     * @param approves true if that person may approve its price
     * @param price most that it may cost from now on; null for no limit
     * @throws UserException if the run is refused, or the sheet was changed since
     */
    public synchronized RequestedRun start(
            Prepared prepared, String by, boolean approves, @Nullable BigDecimal price, RequestedRuns requestedRuns) {
        Optional<RequestedRun> started = kept.find(prepared.id())
                .filter(now -> now.edits() == prepared.edits() + 1)
                .map(Prepared::run)
                .flatMap(requestedRuns::find);
        if (started.isPresent()) { // by another request at the same moment
            return started.get();
        }
        requireCurrent(prepared);
        try (InputStream sheet = Files.newInputStream(sheet(prepared))) {
            String maxCost =
                    price == null ? "none" : spentBefore(prepared).add(price).toPlainString();
            Map<String, List<String>> fields = new LinkedHashMap<>(fields(prepared));
            fields.put("max_cost", List.of(maxCost));
            String key = "prepared-%s-%d-%s".formatted(prepared.id(), prepared.edits(), maxCost);
            RequestedRun run = requestedRuns.requests().add(by, approves, key, prepared.name(), sheet, fields);
            kept.put(prepared.started(run.id()));
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what was spent by a run that this one continues, which its limit counts as well. */
    private BigDecimal spentBefore(Prepared prepared) throws IOException {
        Path sheet = sheet(prepared);
        String sha256 = Sha256.of(sheet);
        String job = prepared.fields()
                .getOrDefault("job", List.of(JobName.of(sheet)))
                .get(0);
        return statuses.find(job)
                .map(JobStatuses.JobStanding::run)
                .filter(run -> run.inputSha256().equals(sha256))
                .map(Run::spent)
                .orElse(BigDecimal.ZERO);
    }

    public void delete(Prepared prepared) {
        kept.delete(prepared);
    }

    /** Returns the file of the sheet as it is now. */
    public Path sheet(Prepared prepared) {
        return prepared.cells().isEmpty() ? kept.given(prepared) : kept.edited(prepared);
    }

    /** Returns the fields for the sheet as it is now, which the options of the given one may not suit. */
    private static Map<String, List<String>> fields(Prepared prepared) {
        if (!prepared.isText()) {
            return prepared.fields();
        }
        Map<String, List<String>> fields = new LinkedHashMap<>(prepared.fields());
        fields.put("encoding", List.of(StandardCharsets.UTF_8.name()));
        fields.put("delimiter", List.of(","));
        return fields;
    }
}
