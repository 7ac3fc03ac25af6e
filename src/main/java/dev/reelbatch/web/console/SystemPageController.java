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
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final ConsolePages pages;

    SystemPageController(
            Session session, RequestedRuns requestedRuns, Readiness readiness, Disks disks, ConsolePages pages) {
        this.session = session;
        this.requestedRuns = requestedRuns;
        this.readiness = readiness;
        this.disks = disks;
        this.pages = pages;
    }

    @GetMapping(path = "/system", produces = Pages.HTML)
    String page(HttpServletRequest request, Authentication caller) {
        boolean isAdmin =
                Person.of(caller).filter(person -> person.role() == Role.ADMIN).isPresent();
        List<User> users = isAdmin ? session.users().all() : List.of();
        List<RequestedRun> running = session.requestedRuns().lists().find(Filter.in(State.RUNNING), MOST, 0);
        return pages.page(
                request,
                caller,
                Section.SYSTEM,
                "system",
                () -> SystemView.of(
                        readiness.problem().orElse(null),
                        database(),
                        disks,
                        session.monitored().settings(),
                        running,
                        requestedRuns,
                        users));
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
