package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.RequestedRunList.Filter;
import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.Disks;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.Person;
import dev.reelbatch.web.Readiness;
import dev.reelbatch.web.SettingsInForce;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server is well, how fast it goes, and which settings are in force. */
@Hidden
@RestController
final class SystemPageController {

    private static final int MOST = 20;

    private final Session session;
    private final RequestedRuns requestedRuns;
    private final Readiness readiness;
    private final Disks disks;
    private final SettingsInForce settings;
    private final ConsolePages pages;

    SystemPageController(
            Session session,
            RequestedRuns requestedRuns,
            Readiness readiness,
            Disks disks,
            SettingsInForce settings,
            ConsolePages pages) {
        this.session = session;
        this.requestedRuns = requestedRuns;
        this.readiness = readiness;
        this.disks = disks;
        this.settings = settings;
        this.pages = pages;
    }

    @GetMapping(path = "/system", produces = Pages.HTML)
    String page(HttpServletRequest request, Authentication caller) {
        boolean isAdmin =
                Person.of(caller).filter(person -> person.role() == Role.ADMIN).isPresent();
        List<User> users = isAdmin ? session.users().all() : List.of();
        List<RequestedRun> running = session.requestedRuns().lists().find(Filter.in(State.RUNNING), MOST, 0);
        SystemData data = read(running, users);
        return pages.page(request, caller, Section.SYSTEM, "system", () -> SystemView.of(data));
    }

    private SystemData read(List<RequestedRun> running, List<User> users) {
        Instant now = session.time().now();
        SystemData.Ledger ledger = SystemData.Ledger.read(session, now);
        return new SystemData(
                now,
                readiness.problem().orElse(null),
                readiness.apiAnswersIn(),
                readiness.isKeyAccepted(),
                database(),
                disks.home(),
                disks.results(),
                ledger.bytesADay(),
                session.monitored().settings(),
                settings.all(),
                ledger.hour(),
                ledger.inFlight(),
                requestedRuns.places(),
                running,
                requestedRuns,
                users);
    }

    /** Returns the product and its version; empty if it does not answer. */
    private String database() {
        try (Connection connection = session.monitored().dataSource().getConnection()) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            return "";
        }
    }
}
