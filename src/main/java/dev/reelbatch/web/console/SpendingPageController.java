package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.ledger.SpendingLedger.By;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.CsvLines;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.session.Resolution;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.Person;
import dev.reelbatch.web.RowChanges;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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

    private final RowChanges changes;

    SpendingPageController(Session session, ConsolePages pages, RowChanges changes) {
        this.session = session;
        this.pages = pages;
        this.changes = changes;
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
        List<User> users = users(caller);
        Map<String, SpendingLedger.Entry> used = used(users, period.today());
        Resolution.OfAllJobs inDoubt = session.resolution().ofAllJobs(InDoubtView.MOST);
        SpendingSums sums = SpendingSums.of(session);
        Instant now = session.time().now();
        return pages.page(request, caller, Section.SPENDING, "spending", () -> {
            LimitView.Source limits = new LimitView.Source(sums, users, used, session.approveAbove());
            return SpendingPageView.of(
                    period,
                    zone,
                    new SpendingPageView.Sums(days, jobs, people),
                    sums,
                    new SpendingPageView.InDoubt(InDoubtView.all(inDoubt.first(), new ShownTimes(now)), inDoubt.rows()),
                    LimitView.all(limits));
        });
    }

    /** Returns those whose budgets somebody sees: admins everybody's, others their own. */
    private List<User> users(Authentication caller) {
        boolean isAdmin =
                Person.of(caller).filter(person -> person.role() == Role.ADMIN).isPresent();
        return isAdmin
                ? session.users().all()
                : session.users().find(caller.getName()).map(List::of).orElse(List.of());
    }

    /** Returns what people with a budget used of it, by their names. */
    private Map<String, SpendingLedger.Entry> used(List<User> users, LocalDate today) {
        Map<String, SpendingLedger.Entry> used = new HashMap<>();
        for (SpendingLimits.Period period : SpendingLimits.Period.values()) {
            Set<String> names = users.stream()
                    .filter(user -> user.budget() != null && user.budget().period() == period)
                    .map(User::name)
                    .collect(Collectors.toSet());
            if (!names.isEmpty()) {
                LocalDate first = period == SpendingLimits.Period.DAY ? today : today.withDayOfMonth(1);
                SpendingLedger ledger = session.spending();
                ledger.entries(By.USER, first, today, ledger.zone()).stream()
                        .filter(entry -> names.contains(entry.key()))
                        .forEach(entry -> used.put(entry.key(), entry));
            }
        }
        return used;
    }

    /** Returns all amounts of the days as a sheet: by day, then by job, then by person. */
    @GetMapping("/spending.csv")
    ResponseEntity<String> csv(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to)
            throws IOException {
        SpendingLedger ledger = session.spending();
        ZoneId zone = ledger.zone();
        Period period = Period.of(session.time().now().atZone(zone).toLocalDate(), from, to);
        StringWriter text = new StringWriter();
        CsvLines lines = new CsvLines(text);
        lines.writeGuarded(List.of("by", "name", "currency", "charged", "in_doubt"));
        for (By by : By.values()) {
            for (SpendingLedger.Entry entry : ledger.entries(by, period.from(), period.to(), zone)) {
                write(lines, by.name().toLowerCase(Locale.ROOT), entry);
            }
        }
        String name = "spending_" + period.from() + "_" + period.to() + ".csv";
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.toString());
    }

    private static void write(CsvLines lines, String by, SpendingLedger.Entry entry) throws IOException {
        Map<String, BigDecimal> charged = entry.charged().byCurrency();
        Map<String, BigDecimal> inDoubt = entry.inDoubt().byCurrency();
        Set<String> currencies = new TreeSet<>(charged.keySet());
        currencies.addAll(inDoubt.keySet());
        for (String currency : currencies) {
            lines.writeGuarded(List.of(
                    by,
                    entry.key(),
                    currency,
                    Cost.rounded(charged.getOrDefault(currency, BigDecimal.ZERO))
                            .toPlainString(),
                    Cost.rounded(inDoubt.getOrDefault(currency, BigDecimal.ZERO))
                            .toPlainString()));
        }
    }

    /** Records whether a row in doubt was charged. */
    @PostMapping("/spending/resolve")
    ResponseEntity<Void> resolve(
            @RequestParam String job,
            @RequestParam String rows,
            @RequestParam String charged,
            @RequestParam(RequestFields.LAST_SUBMISSION) String lastSubmission,
            HttpServletRequest request,
            Authentication caller) {
        changes.resolve(
                job,
                Map.of(
                        "select",
                        List.of("rows"),
                        "rows",
                        List.of(rows),
                        "charged",
                        List.of(charged),
                        RequestFields.LAST_SUBMISSION,
                        List.of(lastSubmission)),
                caller,
                request);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/spending"))
                .build();
    }
}
