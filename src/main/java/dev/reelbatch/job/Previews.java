package dev.reelbatch.job;

import dev.reelbatch.job.Sources.Source;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.OtherIds;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.Reading;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run of a sheet would find in the home; nothing is written but copies of sheets. */
final class Previews {

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final Sources sources;
    private final Adoption adoption;
    private final Settings settings;

    Previews(Ledgers ledgers, HomeGuard guard, Sources sources, Settings settings) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.sources = sources;
        this.adoption = new Adoption(ledgers);
        this.settings = settings;
    }

    /**
     * @param reading how the sheet was read
     * @param fresh whether it would begin to pay for every row again
     * @throws dev.reelbatch.load.UnclearSheetException if rows were paid for as the sheet was read before
     */
    Preview of(CheckedSheet sheet, Reading reading, String api, boolean fresh) {
        guard.check();
        Takes takes = fresh ? new Takes(Wish.NONE.id(), RowRanges.ALL) : Takes.NONE;
        Adoption.Adopter adopter = new Adoption.Adopter("", api, takes, null);
        return preview(adopter, sheet, sheet.found(), RowRanges.ALL, reading, List.of());
    }

    /**
     * For a file that corrects rows of a job; empty for an ordinary sheet.
     *
     * @param request for the file; it is taken to skip invalid rows, so that all that is wrong can be told
     * @throws RunRefusedException if it can't be run as asked for
     */
    Optional<CheckedCorrection> ofCorrection(RunRequest request, String api) {
        if (request.input() == null
                || sources.correctedJob(request.input(), request.reading()).isEmpty()) {
            return Optional.empty();
        }
        guard.check();
        Source source = sources.of(request, options -> rules(options, api));
        return Optional.ofNullable(source.corrected()).map(corrected -> correction(source, corrected, api));
    }

    private CheckedCorrection correction(Source source, Sources.Corrected corrected, String api) {
        RowRules rules = rules(source.options(), api);
        CheckedSheet whole = CheckedSheet.of(source.copy().file(), rules);
        Preflight found =
                CheckedSheet.of(source.copy().file(), rules, corrected.rows()).found();
        Adoption.Adopter adopter = new Adoption.Adopter(source.jobName(), api, Takes.NONE, source.latest());
        Preview preview = preview(
                adopter, whole, found, corrected.rows(), source.options().reading(), corrected.notes());
        List<Integer> changed = new ArrayList<>(corrected.rows().numbers());
        changed.removeAll(corrected.unchanged());
        return new CheckedCorrection(found, preview, source.jobName(), changed, corrected.unchanged());
    }

    private RowRules rules(RunOptions options, String api) {
        return new RowRules(new Catalogue(settings.models()), options.defaults(), api, options.reading());
    }

    private Preview preview(
            Adoption.Adopter adopter,
            CheckedSheet sheet,
            Preflight chosen,
            RowRanges rows,
            Reading reading,
            List<String> notes) {
        new EarlierReading(ledgers).check(adopter, sheet, reading);
        new EarlierFailedFile(ledgers).check(adopter, sheet);
        OtherIds meant = reading.otherIds();
        Adoption.Found found = adoption.offer(adopter, sheet, chosen.totals(), rows, meant);
        OtherIdRows others = found.otherIds();
        Stream<String> otherIds = others.isEmpty() ? Stream.of() : Stream.of(OtherIdWords.note(others, meant));
        return new Preview(
                found.offer().existing(),
                found.offer().toPay(),
                found.offer().cost(),
                generation(chosen, adopter.api()),
                others,
                Stream.concat(otherIds, notes.stream()).toList());
    }

    private @Nullable Duration generation(Preflight sheet, String api) {
        return sheet.clipsByModel().keySet().stream()
                .map(model -> ledgers.poll().generationTimes(model, api))
                .filter(times -> !times.isEmpty())
                .map(times -> times.stream().sorted().toList().get(times.size() / 2))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
