package dev.reelbatch.plan;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.sheet.ReadOptions;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request of a person to {@code run}.
 *
 * @param input the sheet; null to resume the job's latest run
 * @param job the job's name; null to take it from the input's
 * @param out absolute; null for {@code out/<job>}, or the run's present OUT
 * @param defaults for rows that specify none; null to keep those of the resumed run
 * @param reading options for reading the sheet; null to read it as the resumed run did
 * @param fresh true if the chosen rows are to get their next takes
 * @param said who requests it, and what it resumes
 */
public record RunRequest(
        @Nullable Path input,
        @Nullable String job,
        @Nullable Path out,
        @Nullable Defaults defaults,
        @Nullable ReadOptions reading,
        boolean skipInvalid,
        boolean fresh,
        RunLimits limits,
        Said said) {

    /**
     * The origin of the request, and what it resumes.
     *
     * @param goesOn the wish to resume; null for the one that the same command began, if any
     * @param sheetNow the sheet of the rows as it is now: rows that have left it are not submitted; null for all
     * @param rerun the rows to be run again, and nothing else; null if it is no rerun
     * @param requestedRun the run requested over HTTP that it is; null if it is none
     * @param handedOver where the person is who requests it; null if this process has it from that person, or from a
     *     job file
     */
    public record Said(
            Wish.By by,
            @Nullable Wish goesOn,
            @Nullable Path sheetNow,
            @Nullable RerunChoice rerun,
            @Nullable String requestedRun,
            @Nullable HandedOver handedOver) {

        static Said by(Wish.By by) {
            return new Said(by, null, null, null, null, null);
        }
    }

    /**
     * The place of a person whose command another process does.
     *
     * @param folder the working folder
     * @param sheet a copy of the input as it was when the person gave the command; null if there is no input
     */
    public record HandedOver(Path folder, @Nullable Path sheet) {}

    /** Creates a request made by a person. */
    public RunRequest(
            @Nullable Path input,
            @Nullable String job,
            @Nullable Path out,
            @Nullable Defaults defaults,
            @Nullable ReadOptions reading,
            boolean skipInvalid,
            boolean fresh,
            RunLimits limits) {
        this(input, job, out, defaults, reading, skipInvalid, fresh, limits, Said.by(Wish.By.SHELL));
    }

    /** Returns the same request made by {@code serve}. */
    public RunRequest served() {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, limits, Said.by(Wish.By.SERVE));
    }

    /** Returns the same request as a run requested over HTTP. */
    public RunRequest requestedAs(String requestedRun) {
        Said requested =
                new Said(said.by(), said.goesOn(), said.sheetNow(), said.rerun(), requestedRun, said.handedOver());
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, limits, requested);
    }

    /** Returns the same request of a person who works in another folder. */
    public RunRequest handedOver(HandedOver place) {
        Said there = new Said(said.by(), said.goesOn(), said.sheetNow(), said.rerun(), said.requestedRun(), place);
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, limits, there);
    }

    /** Returns the file whose bytes are the input: the input itself, or its copy. */
    Path content(Path named) {
        HandedOver place = said.handedOver();
        return place == null || place.sheet() == null ? named : place.sheet();
    }

    /** Returns the folder by which the person means names of files. */
    public Path folder(Path workingDir) {
        return said.handedOver() == null ? workingDir : said.handedOver().folder();
    }

    /** Returns true if a {@code serve} runs it, whoever requests it. */
    boolean isServed() {
        return said.by() == Wish.By.SERVE || said.handedOver() != null;
    }

    /** Returns the same request for this sheet, as this job. */
    public RunRequest forSheet(Path sheet, String jobName, @Nullable Path results) {
        return new RunRequest(sheet, jobName, results, defaults, reading, skipInvalid, fresh, limits, said);
    }

    /** Returns the same request, for a sheet whose pictures are in this folder unless another one is named. */
    public RunRequest withPicturesIn(Path folder) {
        ReadOptions now = Objects.requireNonNullElse(reading, ReadOptions.RECOGNISED);
        ReadOptions there = now.pictures() == null ? now.withPictures(folder.toString()) : now;
        return new RunRequest(input, job, out, defaults, there, skipInvalid, fresh, limits, said);
    }

    /**
     * Returns a request that resumes an interrupted wish with its original options and rows.
     *
     * @param sheet the sheet of the rows as it is now: rows that have left it are not submitted; null for all
     */
    public RunRequest resume(String jobName, Wish cutShort, @Nullable Path sheet) {
        boolean freshBefore = cutShort.kind() == Wish.Kind.FRESH;
        RunLimits rows = limits.forRows(RowRanges.parse(cutShort.details()));
        Said goOn = new Said(said.by(), cutShort, sheet, null, said.requestedRun(), said.handedOver());
        return new RunRequest(null, jobName, null, null, null, false, freshBefore, rows, goOn);
    }

    /** Returns a request that reruns rows of a job's latest run without reading the sheet again. */
    public RunRequest forRerun(RerunChoice choice) {
        Said rerun = new Said(said.by(), choice.goesOnWith(), null, choice, said.requestedRun(), said.handedOver());
        return new RunRequest(
                null, choice.job(), null, null, null, skipInvalid, false, limits.forRows(choice.rows()), rerun);
    }

    /**
     * Returns the wish, which is kept until it is complete.
     *
     * @param rows the rows it is for
     */
    Wish.Draft wish(RowRanges rows) {
        return draft(rows).requestedAs(said.requestedRun());
    }

    private Wish.Draft draft(RowRanges rows) {
        Wish goesOn = said.goesOn();
        if (said.rerun() != null) {
            return said.rerun().said();
        } else if (goesOn != null) {
            return new Wish.Draft(goesOn.kind(), goesOn.details(), said.by());
        }
        return new Wish.Draft(fresh ? Wish.Kind.FRESH : Wish.Kind.RUN, rows.canonicalText(), said.by());
    }

    /** Returns the same request, submitting only these rows. */
    public RunRequest forRows(RowRanges rows) {
        return within(limits.forRows(rows));
    }

    /** Returns the same request within these limits. */
    public RunRequest within(RunLimits others) {
        return new RunRequest(input, job, out, defaults, reading, skipInvalid, fresh, others, said);
    }
}
