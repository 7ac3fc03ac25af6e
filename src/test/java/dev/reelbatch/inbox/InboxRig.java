package dev.reelbatch.inbox;

import dev.reelbatch.inbox.Inbox.Owner;
import dev.reelbatch.inbox.Inbox.Rules;
import dev.reelbatch.time.SettableTime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.file.inbound.FileReadingMessageSource;
import org.springframework.messaging.Message;

/** An inbox of one process, checked when a test says so, in a time that the test sets. */
final class InboxRig {

    static final Owner OWNER = new Owner("home-1", false);
    static final Duration SETTLE = Duration.ofSeconds(10);
    static final Rules RULES = new Rules(SETTLE, false, Duration.ofSeconds(2));
    static final Rules WITH_MARKER = new Rules(SETTLE, true, Duration.ofSeconds(2));

    final Path dir;
    final SettableTime time;
    final Inbox inbox;
    final List<String> notices = new ArrayList<>();
    private final List<ClaimedFile> taken = new ArrayList<>();
    private final SheetArrivals sheetArrivals;
    private final FileReadingMessageSource source;

    InboxRig(Path dir) {
        this(dir, RULES, new SettableTime());
    }

    /** @param console address to which pages lead */
    InboxRig(Path dir, URI console) {
        this(dir, RULES, console, new SettableTime());
    }

    /** Opens the inbox as a starting process does. */
    InboxRig(Path dir, Rules rules, SettableTime time) {
        this(dir, rules, null, time);
    }

    private InboxRig(Path dir, Rules rules, @Nullable URI console, SettableTime time) {
        this.dir = dir;
        this.time = time;
        inbox = Inbox.open(dir, rules, OWNER, console, time);
        sheetArrivals = inbox.arrivals(taken::add, notices::add);
        source = sheetArrivals.source();
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton(
                IntegrationContextUtils.INTEGRATION_EVALUATION_CONTEXT_BEAN_NAME, new StandardEvaluationContext());
        source.setBeanFactory(beans);
        source.afterPropertiesSet();
    }

    /** Runs the poller once: takes all complete sheets. */
    List<ClaimedFile> look() {
        return look(file -> {});
    }

    interface Meanwhile {
        void listed(File file) throws IOException;
    }

    /** @param meanwhile actions of others between the listing and the claim of each file */
    List<ClaimedFile> look(Meanwhile meanwhile) {
        taken.clear();
        for (Message<File> next = source.receive(); next != null; next = source.receive()) {
            try {
                meanwhile.listed(next.getPayload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sheetArrivals.take(next.getPayload());
        }
        return List.copyOf(taken);
    }

    /** Checks, waits as long as a file has to be unchanged, and checks again. */
    List<ClaimedFile> lookTwice() {
        List<ClaimedFile> all = new ArrayList<>(look());
        time.advance(SETTLE);
        all.addAll(look());
        return all;
    }

    Path drop(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    /** Drops a sheet and takes it. */
    ClaimedFile claim(String name, String content) throws IOException {
        drop(name, content);
        return lookTwice().get(0);
    }

    /** Returns the names in the inbox or a subfolder, without hidden ones and pages of sheets in work. */
    List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .filter(name -> !folder.equals("working") || !name.endsWith(".html"))
                    .filter(name -> !folder.isEmpty()
                            || !List.of("working", "done", "failed").contains(name))
                    .sorted()
                    .toList();
        }
    }

    /** Returns what came of a sheet with one row, whose video is there. */
    static SheetResult done(Path results) {
        return new SheetResult(results, true, 1, 1, Map.of(), List.of(), "1.00 CNY", false, null, List.of());
    }

    /** Returns what came of a sheet with two rows, one of which has no video. */
    static SheetResult incomplete(Path results, String why) {
        return new SheetResult(
                results,
                false,
                2,
                1,
                Map.of(SheetResult.Reason.FAILED, 1),
                List.of(new SheetResult.MissingRow(3, 1, SheetResult.Reason.FAILED, why)),
                "1.00 CNY",
                false,
                null,
                List.of());
    }

    /** Returns the present time stamp of filed names. */
    String stamp() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmmss_")
                .format(time.now().atZone(ZoneId.systemDefault()));
    }
}
