package dev.reelbatch.web;

import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.ledger.SpendingLedger.By;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was spent, and by whom. */
@RestController
final class SpendingController {

    private static final int LAST_YEAR = 9999;

    private final Session session;

    SpendingController(Session session) {
        this.session = session;
    }

    @GetMapping("/api/v1/spending")
    @Operation(
            summary = "Adds up what was spent by day, job or person",
            description =
                    "Days are those of the home's budgets. Without from, the month of to; without to, until today."
                            + " A rehearsal shows what would have been charged.")
    SpendingView spending(
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {"day", "job", "user"},
                                            defaultValue = "day"))
                    @RequestParam(defaultValue = "day")
                    String by,
            @Parameter(description = "first day", schema = @Schema(format = "date"))
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(description = "last day", schema = @Schema(format = "date"))
                    @RequestParam(required = false)
                    @Nullable String to) {
        By wanted = by(by);
        SpendingLedger ledger = session.spending();
        ZoneId zone = ledger.zone();
        LocalDate last = to == null ? session.time().now().atZone(zone).toLocalDate() : day("to", to);
        LocalDate first = from == null ? last.withDayOfMonth(1) : day("from", from);
        if (first.isAfter(last)) {
            throw new UserException(Text.of("from (%s) is after to (%s)", first, last));
        }
        return SpendingView.of(wanted, first, last, zone, ledger.entries(wanted, first, last, zone));
    }

    private static By by(String word) {
        List<String> known = Arrays.stream(By.values())
                .map(by -> by.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(word)) {
            throw new UserException(Text.of("by must be one of %s, not \"%s\"", String.join(", ", known), word));
        }
        return By.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static LocalDate day(String field, String text) {
        try {
            LocalDate day = LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
            if (day.getYear() >= 1 && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw new UserException(Text.of("%s must be a day like 2026-12-01, not \"%s\"", field, text));
    }
}
