package dev.reelbatch.settings;

import dev.reelbatch.load.Model;
import dev.reelbatch.load.PriceList;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** The rules for a value beyond its type, so that a wrong one is reported before anything starts. */
final class SettingRules {

    private static final BigDecimal DEAREST_SECOND = BigDecimal.valueOf(10_000);
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3,8}");

    private static final DataSize LARGEST_SHEET = DataSize.ofMegabytes(500);

    private SettingRules() {}

    /** @throws UserException naming the setting */
    static void check(Settings settings) {
        PollProperties poll = settings.poll();
        positive("reelbatch.poll.interval", poll.interval());
        notNegative("reelbatch.poll.first-after", poll.firstAfter());
        positive("reelbatch.poll.give-up-after", poll.giveUpAfter());
        positive("reelbatch.poll.rest-after", poll.restAfter());
        atLeastOne("reelbatch.poll.parallel", poll.parallel());
        poll.statusWords();
        check(settings.download());
        positive("reelbatch.api.response-timeout", settings.api().responseTimeout());
        positive("reelbatch.api.connect-timeout", settings.api().connectTimeout());
        atLeastOne("reelbatch.submit.parallel", settings.submit().parallel());
        notNegative("reelbatch.submit.outage-pause", settings.submit().outagePause());
        positive("reelbatch.submit.lookup-for", settings.submit().lookupFor());
        check(settings.serve());
        check(settings.link());
        check(settings.rehearsal());
        settings.api().names();
        settings.parsedBudget();
        settings.parsedBudgetZone();
        BigDecimal above = settings.approveAbove();
        if (above != null) {
            is("reelbatch.approve-above", above, above.signum() >= 0, Text.of("must not be below 0"));
        }
        settings.models().forEach(SettingRules::check);
        settings.notification().webhook();
    }

    private static void check(DownloadProperties download) {
        atLeastOne("reelbatch.download.parallel", download.parallel());
        DataSize speed = download.minSpeed();
        is("reelbatch.download.min-speed", speed, !speed.isNegative(), Text.of("must not be below 0B"));
        DataSize size = download.maxSize();
        is("reelbatch.download.max-size", size, size.toBytes() > 0, Text.of("must be above 0B"));
    }

    private static void check(ServeProperties serve) {
        String port = serve.port();
        boolean isPort = port.matches("\\d{1,5}") && Integer.parseInt(port) <= HIGHEST_PORT;
        is(
                "reelbatch.serve.port",
                port,
                isPort || port.equals(ServeProperties.NO_PORT),
                Text.of("must be a number from 0 to %d, or none", HIGHEST_PORT));
        positive("reelbatch.serve.session-idle", serve.sessionIdle());
        positive("reelbatch.serve.session-life", serve.sessionLife());
        positive("reelbatch.serve.keep-audit", serve.keepAudit());
        is(
                "reelbatch.serve.public-url",
                serve.publicUrl(),
                serve.isPublicUrlValid(),
                Text.of("must be an address such as https://videos.example.com"));
        DataSize upload = serve.uploadLimit();
        is("reelbatch.serve.upload-limit", upload, upload.toBytes() > 0, Text.of("must be above 0B"));
        DataSize free = serve.minFreeSpace();
        is("reelbatch.serve.min-free-space", free, !free.isNegative(), Text.of("must not be below 0B"));
    }

    private static void check(LinkProperties link) {
        DataSize size = link.maxSize();
        is(
                "reelbatch.link.max-size",
                size,
                size.toBytes() > 0 && size.compareTo(LARGEST_SHEET) <= 0,
                Text.of("must be from 1B to %dMB", LARGEST_SHEET.toMegabytes()));
        positive("reelbatch.link.timeout", link.timeout());
    }

    private static void check(String name, Model model) {
        PriceList price = model.price();
        if (price == null) {
            return;
        }
        String prefix = "reelbatch.models." + name + ".price.";
        price.amounts()
                .forEach(amount -> is(
                        prefix + "per-second",
                        amount,
                        amount.signum() >= 0 && amount.compareTo(DEAREST_SECOND) <= 0,
                        Text.of("must be from 0 to %s", DEAREST_SECOND)));
        String currency = Objects.requireNonNullElse(price.currency(), "");
        is(prefix + "currency", currency, CURRENCY.matcher(currency).matches(), Text.of("must be a code such as CNY"));
    }

    private static void check(RehearsalProperties rehearsal) {
        is("reelbatch.rehearsal.speed", rehearsal.speed(), rehearsal.speed() > 0, Text.of("must be above 0"));
        positive("reelbatch.rehearsal.generation-time", rehearsal.generationTime());
        double share = rehearsal.failureShare();
        is("reelbatch.rehearsal.failure-share", share, share >= 0 && share <= 1, Text.of("must be between 0 and 1"));
    }

    private static void positive(String name, Duration value) {
        is(name, text(value), value.compareTo(Duration.ZERO) > 0, Text.of("must be longer than 0s"));
    }

    private static void notNegative(String name, Duration value) {
        is(name, text(value), !value.isNegative(), Text.of("must not be below 0s"));
    }

    private static String text(Duration value) {
        return value.toMillis() + "ms";
    }

    private static void atLeastOne(String name, int value) {
        is(name, value, value >= 1, Text.of("must be at least 1"));
    }

    private static void is(String name, Object value, boolean right, String rule) {
        if (!right) {
            throw new UserException(Text.of("%s %s, not %s", name, rule, value));
        }
    }
}
