package dev.reelbatch.session;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelbatch.home.Home;
import dev.reelbatch.job.SharedAccount;
import dev.reelbatch.ledger.HomeFigures;
import dev.reelbatch.ledger.Journal;
import dev.reelbatch.ledger.RecentPace;
import dev.reelbatch.settings.Settings;
import io.micrometer.observation.ObservationRegistry;

/**
 * The parts of a session that monitoring reads and listens to.
 *
 * @param observations of Spring Batch
 */
public record Monitored(
        Home home,
        Settings settings,
        Journal journal,
        HomeFigures figures,
        RecentPace pace,
        SharedAccount account,
        ObservationRegistry observations,
        HikariDataSource dataSource) {}
