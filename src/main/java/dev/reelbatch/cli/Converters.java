package dev.reelbatch.cli;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.terminal.ProgressStyle;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts option texts to values, each with its own message for a wrong one. */
final class Converters {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(ms|s|sec|m|min|h|d)");
    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,4})?");

    private Converters() {}

    static final class WholeNumberConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException(Text.of("\"%s\" is not a whole number", text));
            }
        }
    }

    static final class NumberConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException(Text.of("\"%s\" is not a number", text));
            }
        }
    }

    /** Converts a duration, for example {@code 30s}, {@code 10m}, {@code 2h}. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        Text.of("\"%s\" is not a time; write for example 30s, 10m or 2h", text));
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s", "sec" -> Duration.ofSeconds(number);
                case "m", "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }

    /** Converts a file name. On some systems, and in an ASCII locale, not every text is one. */
    static final class PathConverter implements ITypeConverter<Path> {

        private final Terminal terminal;

        PathConverter(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Path convert(String text) {
            if (text.isBlank()) { // "$UNSET" in a script; as a path it would mean the current folder
                throw new TypeConversionException(Text.of("the name of a file or folder is missing"));
            }
            try {
                return terminal.file(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException(Text.of(
                        "\"%s\" can't be the name of a file here: %s. Rename it, or set the environment variable LC_ALL=C.UTF-8.",
                        text, e.getReason()));
            }
        }
    }

    /**
     * Converts an amount in the currency of the models' prices; {@code none} states explicitly that there is no limit.
     */
    static final class MoneyConverter implements ITypeConverter<BigDecimal> {
        @Override
        @SuppressWarnings("NullAway") // picocli sets the option to null
        public BigDecimal convert(String text) {
            if (text.strip().equalsIgnoreCase("none")) {
                return null;
            }
            if (!MONEY.matcher(text.strip()).matches()) {
                throw new TypeConversionException(
                        Text.of("\"%s\" is not an amount; write for example 50 or 62.50, or none", text));
            }
            return new BigDecimal(text.strip());
        }
    }

    /** A budget as an option gives it; null for none. */
    record GivenBudget(SpendingLimits.@Nullable Budget value) {}

    /** Converts a budget; {@code none} states explicitly that there is none. */
    static final class BudgetConverter implements ITypeConverter<GivenBudget> {
        @Override
        public GivenBudget convert(String text) {
            if (text.strip().equalsIgnoreCase("none")) {
                return new GivenBudget(null);
            }
            return SpendingLimits.Budget.parse(text)
                    .map(GivenBudget::new)
                    .orElseThrow(() -> new TypeConversionException(
                            Text.of("\"%s\" is not a budget; write for example 500/day or 8000/month, or none", text)));
        }
    }

    /** Converts a progress style by the names of the help text, where picocli would list the constants. */
    static final class ProgressConverter implements ITypeConverter<ProgressStyle> {
        @Override
        public ProgressStyle convert(String text) {
            try {
                return ProgressStyle.valueOf(text.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Text.of("\"%s\" is not one of auto, bar, plain, json, none", text));
            }
        }
    }

    /** Converts a language by the names of the help text or of a locale. */
    static final class LanguageConverter implements ITypeConverter<Language> {
        @Override
        public Language convert(String text) {
            try {
                return Language.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Text.of("\"%s\" is not one of en, zh", text));
            }
        }
    }

    static final class RateConverter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            try {
                return Rate.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class FailuresConverter implements ITypeConverter<FailureLimit.Limit> {
        @Override
        public FailureLimit.Limit convert(String text) {
            try {
                return FailureLimit.Limit.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Converts the API's address; a query or a user in it would be lost or leak. */
    static final class UrlConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            URI url = ApiNames.address(text);
            if (url != null
                    && (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null)) {
                throw new TypeConversionException(
                        Text.of("the API's address must not contain a user, a password, ? or #"));
            } else if (url != null
                    && url.getHost() != null
                    && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))) {
                return url;
            }
            throw new TypeConversionException(
                    Text.of("that is not an address; write for example https://api.modelverse.cn"));
        }
    }
}
