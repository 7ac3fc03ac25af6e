package dev.reelbatch.session;

import dev.reelbatch.home.OutFolder;
import dev.reelbatch.home.OutMarker;
import dev.reelbatch.ledger.LostClip;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.ReservationLedger.Reservation;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RunOptions;
import dev.reelbatch.report.ManifestReader;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a restored home usable again: it takes over newer results, which the home knows from then on. Submissions that
 * the results do not show stay unknown, so a person has to decide this.
 */
public final class Reconciliation {

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final Path workingDir;

    Reconciliation(Ledgers ledgers, HomeGuard guard, Path workingDir) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.workingDir = workingDir;
    }

    /**
     * Results that the home may not know completely.
     *
     * @param unknown clips that it does not know, by the word of their state in the manifest
     * @param written time of their manifest; null if there is none, so that nothing can be seen
     * @param illegible number of rows written by an older version, which can't be taken over
     */
    public record Found(
            Path out,
            OutMarker marker,
            List<LostClip> unknown,
            @Nullable Instant written,
            int illegible) {

        /** Returns the number of clips in each state. */
        public Map<String, Integer> states() {
            Map<String, Integer> states = new TreeMap<>();
            unknown.forEach(clip -> states.merge(ManifestStatus.of(clip.state()).label(), 1, Integer::sum));
            return states;
        }
    }

    /**
     * Searches for results where the home has some, beside those, and in the named folders, which may belong to another
     * home.
     *
     * @throws UserException if a named folder holds no results
     */
    public List<Found> find(List<Path> named) {
        Map<Path, OutMarker> folders = new TreeMap<>(guard.forgotten(named));
        for (Path out : named) {
            OutMarker there = guard.folder(out)
                    .marker()
                    .filter(marker -> !marker.rehearsal() || guard.isOfThisHome(marker))
                    .orElseThrow(() -> new UserException(
                            Text.of("%s holds no results of real runs: it has no file .reelbatch.json.", out)));
            if (!guard.isOfThisHome(there)) {
                folders.put(out, there);
            }
        }
        List<Found> found = new ArrayList<>();
        folders.forEach((out, marker) -> {
            ManifestReader.Manifest manifest = new ManifestReader(out).read();
            found.add(new Found(
                    out,
                    marker,
                    ledgers.takeOvers().unknown(manifest.clips()),
                    manifest.written(),
                    manifest.illegible()));
        });
        return found;
    }

    /**
     * Returns results of other homes beside this home's, and where a run writes by default. They may still be in use,
     * so they are never taken over unless they are named.
     */
    public Map<Path, OutMarker> ofOtherHomes() {
        return guard.ofOtherHomes(workingDir.resolve("out"));
    }

    /** Takes over the results that were found; the home knows them from then on. Returns the number of clips. */
    public int takeOver(Found found) throws IOException {
        String name = found.marker().job();
        NamedJob job = ledgers.jobs().job(name).orElseGet(() -> ledgers.jobs().createJob(name, ""));
        Run run = ledgers.runs().latestRun(job).orElseGet(() -> placeFor(found, job));
        List<LostClip> clips = new ManifestReader(found.out()).read().clips();
        clips.stream().map(LostClip::api).distinct().forEach(ledgers.identity()::noteApi);
        int taken = ledgers.takeOvers().takeOver(clips, run.id());
        if (guard.isOfThisHome(found.marker())) {
            guard.learn(found.marker());
        } else {
            Reservation next = ledgers.reservations().take(ledgers.submissions().latestSubmission() + 1);
            new OutFolder(found.out(), marker -> true).takeOver(guard.marker(job.name(), next));
        }
        return taken;
    }

    /**
     * Makes a run for everything that the home does not know of the job. It has no sheet, so that every sheet is new to
     * it.
     */
    private Run placeFor(Found found, NamedJob job) {
        RunOptions options = RunOptions.of(Defaults.NONE, false, ReadOptions.RECOGNISED);
        return ledgers.runs().createRun(job, new Run.Draft("", "", "", options.json(), found.out()));
    }
}
