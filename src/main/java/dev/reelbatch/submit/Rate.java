package dev.reelbatch.submit;

import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The greatest number of submissions in any window of a period: {@code 30/min}, {@code 5/s}, {@code 1000/h}. */
public record Rate(int count, Duration period) {

    private static final Pattern RATE = Pattern.compile("(\\d{1,6})\\s*/\\s*(s|sec|second|min|minute|h|hour)");

    public Rate {
        if (count < 1) {
            throw new IllegalArgumentException(Text.of("A rate must be at least 1, for example 30/min"));
        }
    }

    /**
     * Parses a rate.
     *
     * @throws IllegalArgumentException with a message that shows how to write it
     */
    public static Rate of(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    Text.of("\"%s\" is not a rate; write for example 30/min, 5/s or 1000/h", text));
        }
        Duration period =
                switch (matcher.group(2).charAt(0)) {
                    case 's' -> Duration.ofSeconds(1);
                    case 'm' -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return new Rate(Integer.parseInt(matcher.group(1)), period);
    }

    /** Returns the time between two evenly spaced submissions. */
    public Duration spacing() {
        return period.dividedBy(count);
    }

    @Override
    public String toString() {
        return count + "/" + (period.toHours() == 1 ? "h" : period.toMinutes() == 1 ? "min" : "s");
    }
}
