package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RecentPace;
import dev.reelbatch.ledger.RecentPace.Minute;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.User;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.SettingInForce;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.web.Disks.Space;
import dev.reelbatch.web.Readiness.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the system is made of, in no language.
 *
 * @param answersIn how long the API took of late; null if it was not asked
 * @param keyAccepted whether the API has accepted the key
 * @param database product and version; empty if it does not answer
 * @param bytesADay that are downloaded; null if that is not known
 * @param hour the submissions of the last hour
 * @param inFlight tasks in progress by job
 * @param places how many there may be
 */
record SystemData(
        Instant now,
        @Nullable Problem problem,
        @Nullable Duration answersIn,
        boolean keyAccepted,
        String database,
        Space home,
        Space results,
        @Nullable Long bytesADay,
        Settings settings,
        List<SettingInForce> inForce,
        List<Minute> hour,
        Map<String, Integer> inFlight,
        int places,
        List<RequestedRun> running,
        RequestedRuns requestedRuns,
        List<User> users) {

    /** Reads what the ledger knows; nothing if it does not answer. */
    record Ledger(
            List<Minute> hour,
            Map<String, Integer> inFlight,
            @Nullable Long bytesADay) {

        static Ledger read(Session session, Instant now) {
            RecentPace pace = session.monitored().pace();
            Optional<Long> bytes = pace.downloadedADay(now);
            return new Ledger(pace.lastHour(now), pace.inFlight(), bytes.orElse(null));
        }
    }
}
