package dev.reelbatch.web.console;

import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the pages show them: by the server's clock, today's without a date. */
final class ShownTimes {

    private final ZonedDateTime now;

    ShownTimes(Instant now) {
        this.now = now.atZone(ZoneId.systemDefault());
    }

    /** For example {@code 14:21}, {@code 24 Nov 14:21}, {@code 24 Nov 2025}. */
    String text(Instant instant) {
        ZonedDateTime at = instant.atZone(now.getZone());
        if (at.toLocalDate().equals(now.toLocalDate())) {
            return format("HH:mm", at);
        }
        return at.getYear() == now.getYear() ? format(Text.of("d MMM HH:mm"), at) : format(Text.of("d MMM yyyy"), at);
    }

    /** For example {@code 14:21:07}, {@code 24 Nov 14:21:07}. */
    String exact(Instant instant) {
        ZonedDateTime at = instant.atZone(now.getZone());
        return at.toLocalDate().equals(now.toLocalDate()) ? format("HH:mm:ss", at) : toTheSecond(instant);
    }

    /** For example {@code 24 Nov 14:21:07}. */
    String toTheSecond(Instant instant) {
        return format(Text.of("d MMM HH:mm:ss"), instant.atZone(now.getZone()));
    }

    /** For example {@code Tuesday 24 November, 14:32}. */
    String nowInFull() {
        return format(Text.of("EEEE d MMMM, HH:mm"), now);
    }

    static String month(LocalDate day) {
        return locale(Text.of("MMMM")).format(day);
    }

    static String day(LocalDate day) {
        return locale(Text.of("d MMM")).format(day);
    }

    private static String format(String pattern, ZonedDateTime at) {
        return locale(pattern).format(at);
    }

    private static DateTimeFormatter locale(String pattern) {
        return DateTimeFormatter.ofPattern(
                pattern, Text.language() == Language.CHINESE ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }
}
