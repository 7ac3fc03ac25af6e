package dev.reelbatch.plan;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.CheckedSheet.Wanted;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.Pictures;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the sheet of a request: the one that it names, or the one that its job ran last. */
public final class SheetSource {

    private final Ledgers ledgers;
    private final RunRegistry runRegistry;
    private final Inputs inputs;
    private final SheetPictures pictures;
    private final Corrections corrections;
    private final Home home;

    public SheetSource(Ledgers ledgers, RunRegistry runRegistry, Home home) {
        this.ledgers = ledgers;
        this.home = home;
        this.runRegistry = runRegistry;
        this.inputs = new Inputs(home);
        this.pictures = new SheetPictures(home);
        this.corrections = new Corrections(ledgers, inputs, pictures, home);
    }

    /**
     * The source of the rows, and the options by which they are read.
     *
     * @param latest the job's latest run; null if there is none yet
     * @param pictures that its cells name
     * @param corrected null for a sheet of its own
     */
    record Source(
            Inputs.Copy copy,
            String inputPath,
            String jobName,
            String folder,
            @Nullable NamedJob job,
            @Nullable Run latest,
            RunOptions options,
            Pictures pictures,
            @Nullable Path outBefore,
            @Nullable Corrected corrected) {

        /** Returns the rows requested now; a file with corrections requests only those. */
        RowRanges rows(RowRanges chosen) {
            return corrected == null ? chosen : corrected.rows();
        }

        /** Returns the same source, with these options. */
        Source with(RunOptions others) {
            return new Source(copy, inputPath, jobName, folder, job, latest, others, pictures, outBefore, corrected);
        }

        List<String> notes() {
            return corrected == null ? List.of() : corrected.notes();
        }
    }

    /**
     * The corrections to a job's sheet.
     *
     * @param rows corrected rows by their numbers there
     * @param unchanged those whose request is the same as in the sheet
     * @param notes remarks for the person who starts the run
     */
    record Corrected(RowRanges rows, List<Integer> unchanged, List<String> notes) {}

    /**
     * Copies the named sheet into the home.
     *
     * @throws UserException if that can't be done, the job belongs to another sheet, or there is no such job
     */
    Source of(RunRequest request, Function<RunOptions, RowRules> rules) {
        return request.input() == null ? latest(request) : given(request, request.input(), rules);
    }

    /** Returns the job whose rows the file corrects; empty for an ordinary sheet, and for an unreadable file. */
    Optional<String> correctedJob(Path input, @Nullable ReadOptions readOptions) {
        try {
            return corrections.in(keep(input), readOptions);
        } catch (UserException e) {
            return Optional.empty();
        }
    }

    private Source given(RunRequest request, Path input, Function<RunOptions, RowRules> rules) {
        Inputs.Copy copy = keep(request.content(input));
        String corrected = corrections.in(copy, request.reading()).orElse(null);
        if (corrected != null) {
            return corrections.source(copy, corrected, request, rules);
        }
        Path file = input.toAbsolutePath().normalize();
        FetchedSheets.Origin origin = FetchedSheets.originOf(file, home.folder());
        String folder =
                origin == null ? Objects.requireNonNull(file.getParent()).toString() : origin.folder();
        String name = request.job() == null ? JobName.of(file) : JobName.checked(request.job());
        NamedJob job = runRegistry.knownJob(name, folder, request.job() != null);
        RunOptions options = RunOptions.of(
                Objects.requireNonNullElse(request.defaults(), Defaults.NONE),
                request.skipInvalid(),
                Objects.requireNonNullElse(request.reading(), ReadOptions.RECOGNISED));
        Run latest = job == null ? null : ledgers.runs().latestRun(job).orElse(null);
        return new Source(
                copy,
                origin == null ? file.toString() : origin.shown(),
                job == null ? name : job.name(),
                folder,
                job,
                latest,
                options,
                pictures.kept(file, copy.file(), options.reading()),
                null,
                null);
    }

    private Inputs.Copy keep(Path input) {
        byte[] bytes = PromptSheet.bytesOf(input);
        try {
            return inputs.keep(bytes);
        } catch (IOException e) {
            throw new UserException(Text.of("The sheet can't be copied into the home: %s", e.getMessage()));
        }
    }

    /**
     * Returns those of the rows whose requests are still in a sheet; equal ones count from the first.
     *
     * @param sheet the sheet as it is now
     * @throws dev.reelbatch.sheet.SheetException if it can't be read
     */
    RowRanges stillIn(Path sheet, Source source, RowRules rules, RowRanges rows) {
        Inputs.Copy now = keep(sheet);
        if (now.sha256().equals(source.copy().sha256())) {
            return rows;
        }
        Map<String, Wanted> wanted = CheckedSheet.of(now.file(), rules).wanted();
        SortedSet<Integer> gone = new TreeSet<>();
        SortedSet<Integer> all = new TreeSet<>();
        CheckedSheet.of(source.copy().file(), rules).wanted().forEach((fingerprint, before) -> {
            Wanted still = wanted.get(fingerprint);
            int left = still == null ? 0 : still.rows().size();
            all.addAll(before.rows());
            gone.addAll(before.rows()
                    .subList(Math.min(left, before.rows().size()), before.rows().size()));
        });
        all.removeAll(gone);
        return RowRanges.only(all.stream().filter(rows::contains).toList());
    }

    private Source latest(RunRequest request) {
        String name = JobName.checked(Objects.requireNonNull(request.job(), "either input or job"));
        NamedJob job = ledgers.jobs().job(name).orElseThrow(() -> ledgers.unknownJob(name));
        Run run = ledgers.runs().latestRun(job).orElseThrow(() -> ledgers.unknownJob(name));
        if (run.inputSha256().isEmpty()) { // see Reconciliation
            throw new UserException(Text.of(
                    "This home knows the job \"%s\" only from its results and does not have its sheet. Run the sheet.",
                    job.name()));
        }
        RunOptions before = RunOptions.parse(run.options());
        RunOptions options = RunOptions.of(
                        request.defaults() == null ? before.defaults() : request.defaults(),
                        before.skipInvalid() || request.skipInvalid(),
                        Objects.requireNonNullElse(request.reading(), ReadOptions.RECOGNISED)
                                .orAsBefore(before.reading()))
                .withPictures(before.pictureList());
        Inputs.Copy copy = new Inputs.Copy(inputs.copyOf(run.inputSha256()), run.inputSha256());
        Pictures stored = pictures.ofRun(before);
        return new Source(
                copy, run.inputPath(), job.name(), job.folder(), job, run, options, stored, run.outDir(), null);
    }
}
