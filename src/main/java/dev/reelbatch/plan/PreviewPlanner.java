package dev.reelbatch.plan;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.plan.SheetSource.Source;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Determines what a run of a sheet would find in the home; nothing is written but copies of sheets. */
public final class PreviewPlanner {

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final SheetSource sheetSource;
    private final ClipMatching clipMatching;
    private final Settings settings;

    public PreviewPlanner(
            Ledgers ledgers, HomeGuard guard, SheetSource sheetSource, DraftCheck draftCheck, Settings settings) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.sheetSource = sheetSource;
        this.clipMatching = new ClipMatching(ledgers, draftCheck);
        this.settings = settings;
    }

    /**
     * Previews a sheet.
     *
     * @param readOptions the options by which the sheet was read
     * @param fresh true if every row would be paid for again
     * @throws dev.reelbatch.sheet.UnclearSheetException if rows were paid for as the sheet was read before
     */
    public SheetPreview of(CheckedSheet sheet, ReadOptions readOptions, String api, boolean fresh) {
        guard.check();
        Takes takes = fresh ? new Takes(Wish.NONE.id(), RowRanges.ALL) : Takes.NONE;
        ClipMatching.Adopter adopter = new ClipMatching.Adopter("", api, takes, null);
        return preview(adopter, sheet, sheet.found(), RowRanges.ALL, readOptions, List.of());
    }

    /**
     * Previews a file with corrections of a job's rows; empty for an ordinary sheet.
     *
     * @param request request for the file; invalid rows are skipped, so that every mistake can be reported
     * @throws UserException if it can't be run as requested
     */
    public Optional<CorrectionPreview> ofCorrection(RunRequest request, String api) {
        if (request.input() == null
                || sheetSource.correctedJob(request.input(), request.reading()).isEmpty()) {
            return Optional.empty();
        }
        guard.check();
        Source source = sheetSource.of(request, options -> rules(options, api));
        return Optional.ofNullable(source.corrected()).map(corrected -> correction(source, corrected, api));
    }

    private CorrectionPreview correction(Source source, SheetSource.Corrected corrected, String api) {
        RowRules rules = rules(source.options(), api).with(source.pictures());
        CheckedSheet whole = CheckedSheet.of(source.copy().file(), rules);
        SheetCheck found =
                CheckedSheet.of(source.copy().file(), rules, corrected.rows()).found();
        ClipMatching.Adopter adopter = new ClipMatching.Adopter(source.jobName(), api, Takes.NONE, source.latest());
        SheetPreview sheetPreview = preview(
                adopter, whole, found, corrected.rows(), source.options().reading(), corrected.notes());
        List<Integer> changed = new ArrayList<>(corrected.rows().numbers());
        changed.removeAll(corrected.unchanged());
        return new CorrectionPreview(found, sheetPreview, source.jobName(), changed, corrected.unchanged());
    }

    private RowRules rules(RunOptions options, String api) {
        return new RowRules(new Catalogue(settings.models()), options.defaults(), api, options.reading());
    }

    private SheetPreview preview(
            ClipMatching.Adopter adopter,
            CheckedSheet sheet,
            SheetCheck chosen,
            RowRanges rows,
            ReadOptions readOptions,
            List<String> notes) {
        new EarlierReading(ledgers).check(adopter, sheet, readOptions);
        new EarlierFailedFile(ledgers).check(adopter, sheet);
        OtherIds meant = readOptions.otherIds();
        ClipMatching.Found found = clipMatching.offer(adopter, sheet, chosen.totals(), rows, meant);
        OtherIdRows others = found.otherIds();
        Stream<String> otherIds = others.isEmpty() ? Stream.of() : Stream.of(OtherIdText.note(others, meant));
        return new SheetPreview(
                found.offer().existing(),
                found.offer().toPay(),
                found.offer().cost(),
                GenerationForecast.of(chosen, model -> ledgers.poll().generationTimes(model, adopter.api())),
                others,
                found.rows(),
                Stream.of(otherIds, found.notes().stream(), notes.stream())
                        .flatMap(some -> some)
                        .toList());
    }
}
