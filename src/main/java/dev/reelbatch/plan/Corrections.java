package dev.reelbatch.plan;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.CorrectedSheet;
import dev.reelbatch.load.Correction;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.Pictures;
import dev.reelbatch.load.RowError;
import dev.reelbatch.load.RowMark;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.plan.SheetSource.Source;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies the rows of a {@link Correction} to a job: they replace rows of the sheet that the job ran last, and nothing
 * else of it changes. Only the file's own rows are requested.
 */
public final class Corrections {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Ledgers ledgers;
    private final Inputs inputs;
    private final SheetPictures pictures;
    private final Home home;

    Corrections(Ledgers ledgers, Inputs inputs, SheetPictures pictures, Home home) {
        this.ledgers = ledgers;
        this.inputs = inputs;
        this.pictures = pictures;
        this.home = home;
    }

    /**
     * Returns the job whose rows the file corrects; empty for an ordinary sheet. In a rehearsal of a job that was never
     * rehearsed, the file counts as an ordinary sheet, because it has everything that its rows need.
     */
    Optional<String> in(Inputs.Copy copy, @Nullable ReadOptions readOptions) {
        if (ledgers.runs().inputs().contains(copy.sha256())) {
            return Optional.empty(); // a long sheet that is resumed is not opened for this
        }
        return Correction.in(copy.file(), Objects.requireNonNullElse(readOptions, ReadOptions.RECOGNISED))
                .map(Correction::job)
                .filter(job -> !home.rehearsal() || ledgers.jobs().job(job).isPresent());
    }

    /**
     * Returns the job's sheet with the corrected rows.
     *
     * @throws UserException if the job is not known here, or another one was named
     */
    Source source(Inputs.Copy file, String job, RunRequest request, Function<RunOptions, RowRules> rulesOf) {
        Run latest = latest(job, request);
        RunOptions before = RunOptions.parse(latest.options());
        ReadOptions said = Objects.requireNonNullElse(request.reading(), ReadOptions.RECOGNISED);
        Defaults forCorrected = Objects.requireNonNullElse(request.defaults(), Defaults.NONE);
        if (forCorrected.draft() && !before.makesDrafts()) {
            throw new UserException(
                    Text.of(
                            "--draft can't be used with a file that corrects rows of a job whose run made real videos. Leave it out."));
        }
        if (said.template() != null && !said.template().equals(before.reading().template())) {
            throw new UserException(
                    Text.of(
                            "The rows of this file take the template of their job's run, so another one can't be used with it. Leave --template out, or run the job's sheet with it."));
        }
        Correction correction =
                Correction.in(file.file(), said.forRowsOf(before.reading())).orElseThrow();
        Pictures named = pictures.ofRunAnd(
                before,
                Objects.requireNonNull(request.input()),
                latest.job().folder(),
                said.pictures() == null ? before.reading() : said);
        RowRules rules = rulesOf.apply(before).with(named);
        Inputs.Copy sheet = new Inputs.Copy(inputs.copyOf(latest.inputSha256()), latest.inputSha256());
        CheckedSheet present = CheckedSheet.of(sheet.file(), rules);
        if (!present.found().contentHash().equals(latest.contentHash())) {
            throw new UserException(Text.of(
                    "The job \"%s\" last ran against another API, or with other model settings, so its rows can't be corrected here. Use the same --api-url as then.",
                    latest.job().name()));
        }
        CorrectedSheet.Result result = CorrectedSheet.of(
                sheet.file(), rules, correction, forCorrected, (row, mark) -> cells(latest, row, mark));
        RowRanges rows = rows(result, request.limits().rows());
        List<String> notes = notes(result, latest.job());
        byte[] csv = result.csv();
        if (csv == null) {
            return source(sheet, latest, before, named, new SheetSource.Corrected(rows, result.unchanged(), notes));
        }
        RunOptions options = RunOptions.of(
                before.defaults(),
                before.skipInvalid() || request.skipInvalid(),
                result.reading().ignoring(said.ignored()).withOtherIds(said.otherIds()));
        Source corrected =
                source(keep(csv), latest, options, named, new SheetSource.Corrected(rows, result.unchanged(), notes));
        if (!request.skipInvalid()) {
            refuseInvalid(corrected, rulesOf.apply(options).with(named), present);
        }
        return corrected;
    }

    private static RowRanges rows(CorrectedSheet.Result result, RowRanges chosen) {
        List<Integer> rows = result.rows().stream().filter(chosen::contains).toList();
        BitSet present = new BitSet();
        result.rows().forEach(present::set);
        RowRanges missing = chosen.without(present);
        if (!missing.ranges().isEmpty()) {
            throw new UserException(Text.of(
                    "This file has no row %s, which --rows names: it corrects row %s.",
                    missing.text(), RowRanges.only(result.rows()).text()));
        }
        return RowRanges.only(rows);
    }

    private static Source source(
            Inputs.Copy sheet, Run latest, RunOptions options, Pictures named, SheetSource.Corrected corrected) {
        NamedJob job = latest.job();
        return new Source(
                sheet,
                latest.inputPath(),
                job.name(),
                job.folder(),
                job,
                latest,
                options,
                named,
                latest.outDir(),
                corrected);
    }

    private Run latest(String name, RunRequest request) {
        if (request.job() != null && !request.job().equalsIgnoreCase(name)) {
            throw new UserException(Text.of(
                    "The rows of this file belong to the job \"%s\", not to \"%s\". Leave the job's name out; the file contains it.",
                    name, request.job()));
        }
        if (request.fresh()) {
            throw new UserException(Text.of(
                    "--fresh can't be used with a file that corrects rows of a job. To pay again for some rows: %s",
                    home.command("rerun", name, "--rows", "N", "--pay-again")));
        }
        NamedJob job = ledgers.jobs().job(name).orElseThrow(() -> foreignRows(name));
        return ledgers.runs().latestRun(job).orElseThrow(() -> foreignRows(name));
    }

    /**
     * Returns the cells of a row as they were in this run or in one that it corrects; null if the row was never like
     * that.
     */
    private @Nullable Map<String, String> cells(Run latest, int row, String mark) {
        for (Run run = latest; run != null; run = ledgers.runs().corrected(run).orElse(null)) {
            ReadOptions readOptions = RunOptions.parse(run.options()).reading();
            for (String json : ledgers.rows().cells(run.id(), row)) {
                Map<String, String> cells = JSON.readValue(json, TEXTS);
                if (mark.equals(RowMark.of(cells, readOptions))) {
                    return cells;
                }
            }
        }
        return null;
    }

    private List<String> notes(CorrectedSheet.Result result, NamedJob job) {
        if (result.unchanged().isEmpty()) {
            return List.of();
        }
        String rows = RowRanges.only(result.unchanged()).text();
        return List.of(Text.of(
                "unchanged in this file: row %s. Rows that failed or are in doubt are not submitted again automatically. To submit them again, and perhaps pay twice: %s",
                rows, home.command("rerun", job.name(), "--rows", rows)));
    }

    private Inputs.Copy keep(byte[] csv) {
        try {
            return inputs.keep(csv);
        } catch (IOException e) {
            throw new UserException(Text.of("The sheet can't be copied into the home: %s", e.getMessage()));
        }
    }

    /**
     * Refuses invalid corrections. The job may skip invalid rows, but not those that were to be corrected, nor those
     * that a correction makes invalid.
     */
    private static void refuseInvalid(Source corrected, RowRules rules, CheckedSheet before) {
        CheckedSheet all = CheckedSheet.of(corrected.copy().file(), rules);
        RowRanges rows = Objects.requireNonNull(corrected.corrected()).rows();
        Set<Integer> known = before.found().errors().stream().map(RowError::row).collect(Collectors.toSet());
        boolean isWrong = all.found().errors().stream()
                .map(RowError::row)
                .anyMatch(row -> rows.contains(row) || !known.contains(row));
        if (isWrong) {
            throw new InvalidRowsException(all.found(), null);
        }
    }

    /** Returns the error for a file that corrects rows of a job that the home does not know. */
    public static UserException foreignRows(String job) {
        return new UserException(Text.of(
                "This file corrects rows of the job \"%s\", which this home does not know. Another home ran it (name that with --home), or it was a rehearsal (add --rehearse). To run the rows as a new sheet, and pay for them here, delete the columns whose names begin with reelbatch_.",
                job));
    }
}
