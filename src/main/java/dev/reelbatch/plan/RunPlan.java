package dev.reelbatch.plan;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.plan.SheetSource.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** A checked request and what it would do; nothing is written yet but the input's copy. */
public final class RunPlan {

    private final RunRequest request;
    private final Source source;
    private final PlannedSheet sheet;
    private final Resumption resumption;
    private final Path out;
    private final Quote quote;
    private final ApiTarget apiTarget;
    private final RunLimits limits;
    private final Map<Long, RequestKeys> otherIds;
    private final boolean setsRehearsalAside;
    private final List<String> afterwards;
    private final Supplier<Set<String>> requests;

    /** @param otherIds clips of other ids that rows are going to adopt, with the rows' keys */
    RunPlan(
            RunRequest request,
            Source source,
            PlannedSheet sheet,
            Resumption resumption,
            Path out,
            Quote quote,
            ApiTarget apiTarget,
            RunLimits limits,
            Map<Long, RequestKeys> otherIds,
            boolean setsRehearsalAside,
            List<String> afterwards) {
        this.request = request;
        this.source = source;
        this.sheet = sheet;
        this.resumption = resumption;
        this.out = out;
        this.quote = quote;
        this.apiTarget = apiTarget;
        this.limits = limits;
        this.otherIds = otherIds;
        this.setsRehearsalAside = setsRehearsalAside;
        this.afterwards = afterwards;
        this.requests = SingletonSupplier.of(() -> sheet.whole().wanted().keySet());
    }

    /** Returns the request that is planned. */
    public RunRequest request() {
        return request;
    }

    /** Returns the name of its job. */
    public String job() {
        return source.jobName();
    }

    /** Returns true if a {@code serve} runs it, whoever requests it. */
    public boolean isServed() {
        return request.isServed();
    }

    /** Returns the quote that a person sees, and confirms, before anything is spent. */
    public Quote offer() {
        return quote;
    }

    /** Returns true if OUT holds a rehearsal's results, which are renamed first. */
    public boolean setsRehearsalAside() {
        return setsRehearsalAside;
    }

    /** Returns decisions made without asking anybody, to be repeated at the end. */
    public List<String> afterwards() {
        return afterwards;
    }

    /** Returns the requests of all its rows, including those not submitted now, whose clips are made or adopted. */
    public Set<String> requests() {
        return requests.get();
    }

    /** Returns a hash of the rows that it would run, by which a person's word about them is kept. */
    public String wantedContent() {
        RerunChoice rerun = request.said().rerun();
        return Sha256.of(sheet.totals().contentHash()
                + (rerun == null ? "" : rerun.own().stream().sorted().toList()));
    }

    /** Returns true if nothing will be charged. */
    public boolean isRehearsal() {
        return apiTarget.isRehearsal();
    }

    /** Returns the folder of its results. */
    public Path out() {
        return out;
    }

    /** Returns the copy of the sheet in the home. */
    public Path sheetFile() {
        return sheet.file();
    }

    public RowRules rules() {
        return sheet.rules();
    }

    /** Returns the job's latest run; null if there is none yet. */
    public @Nullable Run latest() {
        return source.latest();
    }

    /** Returns true if the latest run's rows already hold their clips. */
    public boolean isLoaded() {
        return resumption.isLoaded();
    }

    /** Returns the wish of the command. */
    public Wish.Draft said() {
        return resumption.said();
    }

    /**
     * Returns the id of the latest wish of the same command, also if it has ended; 0 if there is none. The plan pays once
     * more for what that one paid for, unless it {@link #resumedWish resumes} it.
     */
    public long latestWish() {
        return resumption.latest() == null ? 0 : resumption.latest().id();
    }

    /** Returns the id of the wish that it resumes; 0 if it begins one. */
    public long resumedWish() {
        return resumption.wishOrNone().id();
    }

    /** Returns the run as it would be recorded. */
    public Run.Draft draft() {
        Run latest = source.latest();
        Long before =
                latest != null && (resumption.resumesRun() || source.corrected() != null) ? (Long) latest.id() : null;
        return new Run.Draft(
                sheet.totals().contentHash(),
                source.copy().sha256(),
                source.inputPath(),
                source.options().json(),
                out,
                before);
    }

    public String loadKey() {
        return sheet.loadKey();
    }

    public ApiTarget backend() {
        return apiTarget;
    }

    public RunLimits limits() {
        return limits;
    }

    Source source() {
        return source;
    }

    PlannedSheet sheet() {
        return sheet;
    }

    Resumption resumption() {
        return resumption;
    }

    Map<Long, RequestKeys> otherIds() {
        return otherIds;
    }
}
