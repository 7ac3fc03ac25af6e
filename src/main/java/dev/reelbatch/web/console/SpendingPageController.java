package dev.reelbatch.web.console;

import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.ledger.SpendingLedger.By;
import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.Person;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was spent, by day, job and person, and against which limits. */
@Hidden
@RestController
final class SpendingPageController {

    private static final int MOST_DAYS = 92;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private final Session session;
    private final ConsolePages pages;

    SpendingPageController(Session session, ConsolePages pages) {
        this.session = session;
        this.pages = pages;
    }

    /**
     * The days that the page shows; what is no day, or too far away, becomes the nearest that makes sense.
     *
     * @param today of the home's budgets
     */
    record Period(LocalDate today, LocalDate from, LocalDate to) {

        static Period of(LocalDate today, String from, String to) {
            LocalDate last = day(to, today, today);
            LocalDate first = day(from, last.withDayOfMonth(1), last);
            return new Period(today, max(first, last.minusDays(MOST_DAYS - 1)), last);
        }

        private static LocalDate day(String text, LocalDate standard, LocalDate latest) {
            try {
                LocalDate day = LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
                return day.isAfter(latest) ? latest : max(day, EARLIEST);
            } catch (DateTimeParseException e) {
                return standard;
            }
        }

        private static LocalDate max(LocalDate one, LocalDate other) {
            return one.isAfter(other) ? one : other;
        }
    }

    @GetMapping(path = "/spending", produces = Pages.HTML)
    String page(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletRequest request,
            Authentication caller) {
        SpendingLedger ledger = session.spending();
        ZoneId zone = ledger.zone();
        Period period = Period.of(session.time().now().atZone(zone).toLocalDate(), from, to);
        List<SpendingLedger.Entry> days = ledger.entries(By.DAY, period.from(), period.to(), zone);
        List<SpendingLedger.Entry> jobs = ledger.entries(By.JOB, period.from(), period.to(), zone);
        List<SpendingLedger.Entry> people = ledger.entries(By.USER, period.from(), period.to(), zone);
        boolean isAdmin =
                Person.of(caller).filter(person -> person.role() == Role.ADMIN).isPresent();
        List<User> users = isAdmin ? session.users().all() : List.of();
        SpendingSums sums = SpendingSums.of(session);
        return pages.page(
                request,
                caller,
                Section.SPENDING,
                "spending",
                () -> SpendingPageView.of(period, zone, days, jobs, people, users, session.approveAbove(), sums));
    }
}
