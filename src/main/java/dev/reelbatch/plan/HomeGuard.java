package dev.reelbatch.plan;

import dev.reelbatch.home.ForgottenResultsException;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.OutFolder;
import dev.reelbatch.home.OutMarker;
import dev.reelbatch.ledger.ReservationLedger.Reservation;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents a restored home, or a copy of one, from paying again for what it has forgotten. Before anything is spent it
 * looks for markers of this home in every results folder that the home knows, in the requested one, and in their
 * neighbours, because a job may have been run for the first time after the backup, or under another name.
 */
public final class HomeGuard {

    private static final Logger log = LoggerFactory.getLogger(HomeGuard.class);

    /**
     * Time between two surveys of all folders by one process; while it holds the home, no other process writes there.
     */
    private static final Duration BETWEEN_SURVEYS = Duration.ofMinutes(10);

    private final Ledgers ledgers;
    private final Home home;
    private final Time time;
    private long surveyed;
    private boolean surveyedBefore;

    public HomeGuard(Ledgers ledgers, Home home, Time time) {
        this.ledgers = ledgers;
        this.home = home;
        this.time = time;
    }

    /**
     * Checks that the job's results may be written there, and that the home knows everything it ever submitted.
     *
     * @throws UserException if not
     */
    public void check(Path out, String jobName) {
        OutMarker mine = marker(jobName);
        OutFolder folder = folder(out);
        folder.check(mine);
        if (folder.marker().isEmpty()
                && Files.exists(out.resolve("manifest.jsonl"))
                && !ledgers.runs().outDirs().contains(out)) {
            throw new UserException(Text.of(
                    "%s holds results without a file .reelbatch.json that says whose they are, and this home does not know them. Rows that were charged there could be charged again. Name another folder with --out, or move these results away.",
                    out));
        }
        survey(List.of(out));
    }

    /**
     * Checks that a run whose results are to be written there does not begin among the results of other homes, where
     * this home has never submitted anything. It is probably new because the other one was lost, and under whatever name
     * their rows come, they would be charged again.
     *
     * @throws UserException if it does
     */
    void checkNeighbours(Path out) {
        if (home.rehearsal() || hasSubmittedBeside(out)) {
            return;
        }
        Map<Path, OutMarker> others = ofOtherHomes(List.of(out));
        others.keySet().removeIf(other -> !Objects.equals(other.getParent(), out.getParent()));
        others.forEach((other, there) -> {
            throw new UserException(Text.of(
                    "%s contains the results of job \"%s\" of another home. This home has never submitted anything there, and rows that were paid for could be charged again. Use that home (--home, REELBATCH_HOME). If it is lost, take over its results: reelbatch reconcile %s. To start from nothing in this home, choose a folder elsewhere with --out.",
                    other, there.job(), other));
        });
    }

    private boolean hasSubmittedBeside(Path out) {
        return ledgers.runs().outDirs().stream()
                .filter(known -> Objects.equals(known.getParent(), out.getParent()))
                .anyMatch(ledgers.runs()::hasSubmitted);
    }

    /**
     * Checks that the home knows everything it ever submitted, as far as its results folders and their neighbours show
     * it.
     *
     * @throws ForgottenResultsException if not
     */
    void check() {
        survey(List.of());
    }

    private synchronized void survey(List<Path> wanted) {
        if (surveyedBefore && time.onWallClock(time.since(surveyed)).compareTo(BETWEEN_SURVEYS) < 0) {
            return;
        }
        forgotten(wanted).forEach((other, there) -> {
            throw new ForgottenResultsException(other, there.job());
        });
        surveyed = time.nanos();
        surveyedBefore = true;
    }

    /**
     * Returns the folders whose marker of this home records more than the home knows; these folders are searched too.
     */
    public Map<Path, OutMarker> forgotten(List<Path> wanted) {
        return marked(wanted, there -> isOfThisHome(there) && !contains(there));
    }

    /** Returns the folders known and in this one that have the marker of another home, leaving out rehearsals. */
    public Map<Path, OutMarker> ofOtherHomes(Path parent) {
        return ofOtherHomes(List.of(parent.resolve("any")));
    }

    private Map<Path, OutMarker> ofOtherHomes(List<Path> wanted) {
        return marked(wanted, there -> !there.rehearsal() && !isOfThisHome(there));
    }

    private Map<Path, OutMarker> marked(List<Path> wanted, Predicate<OutMarker> isMeant) {
        Map<Path, OutMarker> marked = new TreeMap<>();
        for (Path folder : foldersBeside(wanted)) {
            readable(folder).filter(isMeant).ifPresent(there -> marked.put(folder, there));
        }
        return marked;
    }

    public boolean isOfThisHome(OutMarker marker) {
        return marker.isOfSameHome(marker(marker.job()));
    }

    private Set<Path> foldersBeside(List<Path> wanted) {
        Set<Path> known = new TreeSet<>(ledgers.runs().outDirs());
        known.addAll(wanted);
        Set<Path> parents = new TreeSet<>();
        known.forEach(folder -> Optional.ofNullable(folder.getParent()).ifPresent(parents::add));
        Set<Path> all = new TreeSet<>(known);
        parents.forEach(parent -> {
            try (Stream<Path> folders = Files.list(parent)) {
                folders.filter(Files::isDirectory).forEach(all::add);
            } catch (IOException | RuntimeException e) {
                // the folder is missing now, or not readable
                log.info("Can't look for results in {}: {}", parent, e.toString());
            }
        });
        return all;
    }

    /** Reads a marker. An unreadable marker in another folder keeps that folder's job from running, not this one. */
    private Optional<OutMarker> readable(Path folder) {
        try {
            return folder(folder).marker();
        } catch (UserException e) {
            log.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    public OutFolder folder(Path out) {
        return new OutFolder(out, this::contains);
    }

    private boolean contains(OutMarker marker) {
        Long latest = marker.submissions();
        if (marker.reservation() == null
                && (latest == null || latest == 0 || ledgers.submissions().knows(latest))) {
            return true; // as earlier versions wrote it
        }
        return ledgers.reservations().knows(word(marker));
    }

    /** Learns everything that the marker records. */
    public void learn(OutMarker marker) {
        if (!contains(marker)) {
            long below = Objects.requireNonNullElse(marker.submissions(), 0L);
            ledgers.reservations().learn(new Reservation(word(marker), below));
        }
    }

    private static String word(OutMarker marker) {
        return marker.reservation() == null ? "submission " + marker.submissions() : marker.reservation();
    }

    /** Returns a marker of this home with everything that it knows. */
    OutMarker marker(String jobName) {
        return ledgers.reservations()
                .latest()
                .map(latest -> marker(jobName, latest))
                .orElseGet(() -> marker(jobName, ledgers.submissions().latestSubmission(), null));
    }

    public OutMarker marker(String jobName, Reservation reservation) {
        return marker(jobName, reservation.below(), reservation.word());
    }

    private OutMarker marker(String jobName, long submissions, @Nullable String word) {
        return new OutMarker(ledgers.runs().homeId(), jobName, home.rehearsal(), submissions, word);
    }
}
