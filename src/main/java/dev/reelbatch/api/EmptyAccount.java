package dev.reelbatch.api;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The errors that mean that the account or its quota is empty. Gateways report that under many HTTP statuses, and
 * waiting does not help.
 *
 * @param codes parts of codes, compared without case, dashes, underscores and blanks
 * @param words parts of messages, compared without case
 */
public record EmptyAccount(List<String> codes, List<String> words) {

    /** Words for a quota, which may also be one of requests a minute. */
    private static final Pattern QUOTA = Pattern.compile("quota|额度|配额");

    private static final Pattern OF_THE_RATE = Pattern.compile(
            "\\brate\\b|\\bper (second|minute|hour)|\\b[rt]pm\\b|\\bqps\\b|frequen|concurren|too many|每秒|每分钟|频率|并发");

    public EmptyAccount {
        codes = codes.stream()
                .map(EmptyAccount::letters)
                .filter(code -> !code.isEmpty())
                .toList();
        words = words.stream()
                .map(EmptyAccount::line)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public static EmptyAccount of(Collection<String> codes, Collection<String> words) {
        return new EmptyAccount(List.copyOf(codes), List.copyOf(words));
    }

    boolean isCode(String code) {
        String letters = letters(code);
        return codes.stream().anyMatch(letters::contains);
    }

    /** Returns whether the API says so by its code, which is meant for programs. */
    boolean isMeantByCode(ApiError error) {
        return Stream.of(error.code(), error.type()).anyMatch(word -> word != null && isCode(word))
                && !isAboutTheRate(error);
    }

    boolean isMeantBy(ApiError error) {
        String message = line(error.message());
        return isMeantByCode(error) || words.stream().anyMatch(message::contains) && !isAboutTheRate(error);
    }

    private static boolean isAboutTheRate(ApiError error) {
        String all = line(error.code() + " " + error.type() + " " + error.message());
        return QUOTA.matcher(all).find() && OF_THE_RATE.matcher(all).find();
    }

    private static String letters(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
    }

    private static String line(@Nullable String text) {
        return String.valueOf(text)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
