package dev.reelbatch.web;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.job.Connections;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Monitored;
import dev.reelbatch.session.Session;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters whose values are read when somebody asks: from the ledger, and from the pools. */
final class HomeGauges {

    private static final Logger log = LoggerFactory.getLogger(HomeGauges.class);

    private final Session session;
    private final Monitored monitored;
    private final MeterRegistry registry;
    private final MultiGauge spent;
    private final MultiGauge budget;
    private final MultiGauge budgetLeft;
    private final Readiness readiness;
    private volatile Figures figures = Figures.UNKNOWN;
    private volatile Optional<Readiness.Problem> problem = Optional.empty();

    /** What the ledger says; null if it does not answer. */
    private record Figures(@Nullable Map<ClipState, Long> clips, double oldestTask) {

        static final Figures UNKNOWN = new Figures(null, Double.NaN);

        double clips(ClipState state) {
            return clips == null ? Double.NaN : clips.getOrDefault(state, 0L);
        }
    }

    HomeGauges(Session session, RequestedRuns requestedRuns, Readiness readiness, Disks disks, MeterRegistry registry) {
        this.session = session;
        this.monitored = session.monitored();
        this.registry = registry;
        this.readiness = readiness;
        this.spent = MultiGauge.builder("reelbatch.spent")
                .description("Money spent, or possibly spent; falls when a charge is found not to have been made")
                .register(registry);
        this.budget = MultiGauge.builder("reelbatch.budget")
                .description("Budget of the home for each period")
                .register(registry);
        this.budgetLeft = MultiGauge.builder("reelbatch.budget.left")
                .description("Money left of the budget in the present period")
                .register(registry);
        for (ClipState state : ClipState.values()) {
            gauge("reelbatch.clips", "Clips of the home by state", it -> it.figures.clips(state), "state", word(state));
        }
        gauge(
                "reelbatch.oldest.open.task.age.seconds",
                "Age of the oldest task that has not ended; 0 if none is open",
                it -> it.figures.oldestTask());
        runs(requestedRuns);
        pools(monitored.dataSource());
        gauge("reelbatch.ready", "1 if runs can be taken, as /readyz says", it -> it.problem.isEmpty() ? 1 : 0);
        for (Readiness.Problem problem : Readiness.Problem.values()) {
            gauge(
                    "reelbatch.problem",
                    "1 for the reason why no runs can be taken",
                    it -> it.problem.filter(problem::equals).isPresent() ? 1 : 0,
                    "reason",
                    problem.word());
        }
        gauge("reelbatch.disk.free.bytes", "Free space", it -> disks.home().free(), "place", "home");
        gauge("reelbatch.disk.free.bytes", "Free space", it -> disks.results().free(), "place", "results");
        gauge(
                "reelbatch.disk.size.bytes",
                "Size of the disk",
                it -> disks.home().size(),
                "place",
                "home");
        gauge(
                "reelbatch.disk.size.bytes",
                "Size of the disk",
                it -> disks.results().size(),
                "place",
                "results");
        gauge(
                "reelbatch.build.info",
                "Always 1",
                it -> 1,
                "version",
                Objects.requireNonNullElse(BuildInfo.version(), "unknown"),
                "commit",
                BuildInfo.commit().getProperty("git.commit.id.abbrev", "unknown"),
                "rehearsal",
                String.valueOf(monitored.home().rehearsal()));
    }

    private void runs(RequestedRuns requestedRuns) {
        gauge("reelbatch.runs", "Runs by state", it -> requestedRuns.figures().waiting(), "state", "waiting");
        gauge("reelbatch.runs", "Runs by state", it -> requestedRuns.figures().running(), "state", "running");
        for (RunOutcome outcome : RunOutcome.values()) {
            FunctionCounter.builder("reelbatch.runs.ended", requestedRuns, runs -> runs.figures()
                            .ended()
                            .getOrDefault(outcome, 0L))
                    .description("Tries at runs that have ended")
                    .tag("outcome", outcome.word())
                    .register(registry);
        }
    }

    private void pools(HikariDataSource database) {
        connections("submit", Connections::submit);
        connections("status", Connections::status);
        connections("download", Connections::download);
        String used = "Connections to the database";
        gauge(
                "reelbatch.database.connections",
                used,
                it -> database.getHikariPoolMXBean().getActiveConnections(),
                "state",
                "active");
        gauge(
                "reelbatch.database.connections",
                used,
                it -> database.getHikariPoolMXBean().getIdleConnections(),
                "state",
                "idle");
        gauge(
                "reelbatch.database.connections.max",
                "Most connections to the database",
                it -> database.getMaximumPoolSize());
    }

    private void connections(String operation, ToDoubleFunction<Connections> size) {
        gauge(
                "reelbatch.http.connections",
                "Connections in use, by operation",
                it -> size.applyAsDouble(monitored.account().connections()),
                "operation",
                operation);
    }

    private void gauge(String name, String description, ToDoubleFunction<HomeGauges> value, String... tags) {
        Gauge.builder(name, this, value).description(description).tags(tags).register(registry);
    }

    private static String word(ClipState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Reads the ledger, and asks once whether runs can be taken, which asks the database and the disks. */
    synchronized void refresh() {
        problem = readiness.problem();
        try {
            figures = new Figures(
                    monitored.figures().clips(), age(monitored.figures().oldestTask()));
            spent.register(rows(monitored.figures().spent()), true);
            readBudget();
        } catch (RuntimeException e) {
            log.warn("The figures of the home can't be read", e);
            figures = Figures.UNKNOWN;
        }
    }

    private double age(Optional<Instant> since) {
        return since.map(time -> Math.max(0, registry.config().clock().wallTime() - time.toEpochMilli()) / 1e3)
                .orElse(0.0);
    }

    private static List<MultiGauge.Row<?>> rows(Cost cost) {
        return cost.byCurrency().entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                        Tags.of("currency", entry.getKey()), entry.getValue().doubleValue()))
                .toList();
    }

    private void readBudget() {
        BudgetStatus status = session.runs().budget().orElse(null);
        if (status == null || status.spent() == null) {
            return;
        }
        BigDecimal amount = status.budget().amount();
        BigDecimal most = status.spent().byCurrency().values().stream()
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
        Tags period = Tags.of("period", status.budget().period().name().toLowerCase(Locale.ROOT));
        budget.register(List.of(MultiGauge.Row.of(period, amount.doubleValue())), true);
        budgetLeft.register(
                List.of(MultiGauge.Row.of(period, amount.subtract(most).doubleValue())), true);
    }
}
