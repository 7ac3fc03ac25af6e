package dev.reelbatch.serve;

import dev.reelbatch.api.LinkAnswer;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.SheetFileName;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Accepts requests for runs over HTTP: checks them, and records each once for its key. */
public final class RunRequests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RequestedRuns requestedRuns;
    private final RequestedRunLedger ledger;
    private final Uploads uploads;
    private final RequestedRunPlanner planner;
    private final FetchedSheets links;
    private final ApprovalRule approvals;
    private final Time time;

    RunRequests(
            RequestedRuns requestedRuns,
            RequestedRunLedger ledger,
            Uploads uploads,
            RequestedRunPlanner planner,
            FetchedSheets links,
            ApprovalRule approvals,
            Time time) {
        this.requestedRuns = requestedRuns;
        this.ledger = ledger;
        this.uploads = uploads;
        this.planner = planner;
        this.links = links;
        this.approvals = approvals;
        this.time = time;
    }

    /** Thrown if an idempotency key was used before for another sheet or other options. */
    public static final class KeyReusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KeyReusedException() {
            super(
                    Text.of(
                            "This Idempotency-Key was used before for another sheet or other fields. Use a new key for a new request."));
        }
    }

    /**
     * Checks a request for a run as {@code run} does, then records and queues it. The same key leads to the same run.
     *
     * @param approves true if the caller may approve its price
     * @param key null if the caller gave none
     * @param fileName as the caller named it
     * @param fields named as the options of {@code run}, with {@code _} for {@code -}
     * @throws UserException if the run is refused; nothing is left behind then
     * @throws KeyReusedException if the key was used for something else
     */
    public RequestedRun add(
            String requestedBy,
            boolean approves,
            @Nullable String key,
            String fileName,
            InputStream sheet,
            Map<String, List<String>> fields) {
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(fileName), sheet);
        try {
            String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
            return add(id, requestedBy, approves, key, file, fields, options, Sha256.of(options + Sha256.of(file)));
        } catch (IOException e) {
            uploads.delete(id);
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does the same with a sheet behind a link, which is fetched first. The same key leads to the same run, whatever the
     * sheet says by then.
     *
     * @throws UserException if it can't be fetched, or the run is refused
     */
    public RequestedRun add(
            String requestedBy, boolean approves, @Nullable String key, String link, Map<String, List<String>> fields) {
        SheetLink sheet = link(link, fields);
        String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
        String content = Sha256.of(options + "link " + sheet.key());
        RequestedRunLedger.Added before =
                ledger.earlier(requestedBy, key, content).orElse(null);
        if (before != null) {
            return same(before);
        }
        LinkAnswer.Sheet answer = links.read(sheet);
        String id = UUID.randomUUID().toString();
        Path file = uploads.keep(id, SheetFileName.of(answer.name()), new ByteArrayInputStream(answer.bytes()));
        return add(id, requestedBy, approves, key, file, fields, options, content);
    }

    private static SheetLink link(String text, Map<String, List<String>> fields) {
        try {
            return SheetLink.of(text, fields.containsKey("sheet_name"));
        } catch (IllegalArgumentException e) {
            throw new UserException(Text.of("The sheet's link can't be used: %s", e.getMessage()));
        }
    }

    private static RequestedRun same(RequestedRunLedger.Added added) {
        if (!added.isSameContent()) {
            throw new KeyReusedException();
        }
        return added.run();
    }

    /** Records and queues a run, and deletes the sheet if it comes to nothing. */
    private RequestedRun add(
            String id,
            String requestedBy,
            boolean approves,
            @Nullable String key,
            Path file,
            Map<String, List<String>> fields,
            String options,
            String content) {
        try {
            RequestedRunLedger.Added added = once(requestedBy, key, content, () -> {
                String job = planner.jobOf(file, fields);
                Quote quote =
                        planner.ofSheet(id, requestedBy, file, job, fields).offer(); // refuses what can't run
                Approval approval = approvals.of(quote, approves ? requestedBy : null, time.now());
                return new RequestedRun.Draft(id, requestedBy, key, content, job, file, null, options, approval);
            });
            if (!added.isNew()) {
                uploads.delete(id);
            }
            return added.run();
        } catch (RuntimeException e) {
            uploads.delete(id);
            throw e;
        }
    }

    /**
     * Chooses rows of a job as {@code rerun} does, then records and queues their rerun. The same key leads to the same
     * one.
     *
     * @param approves true if the caller may approve its price
     * @param key null if the caller gave none
     * @param fields named as the options of {@code rerun}, and {@code select}
     * @throws UserException if it is refused, or there is nothing to rerun
     * @throws KeyReusedException if the key was used for something else
     */
    public RequestedRun addRerun(
            String requestedBy, boolean approves, @Nullable String key, String job, Map<String, List<String>> fields) {
        String options = JSON.writeValueAsString(new LinkedHashMap<>(fields));
        String content = Sha256.of("rerun " + job + options);
        return once(requestedBy, key, content, () -> {
                    String id = UUID.randomUUID().toString();
                    ChosenRerun chosen = planner.ofRerun(id, requestedBy, job, fields);
                    RerunChoice choice = chosen.choice();
                    Approval approval = approvals.of(chosen.plan().offer(), approves ? requestedBy : null, time.now());
                    return new RequestedRun.Draft(
                            id,
                            requestedBy,
                            key,
                            content,
                            choice.job(),
                            null,
                            choice.contentHash(),
                            chosen.options(fields),
                            approval);
                })
                .run();
    }

    /** Records and queues a request, unless one with its key was recorded before. */
    private RequestedRunLedger.Added once(
            String requestedBy, @Nullable String key, String content, Supplier<RequestedRun.Draft> checked) {
        RequestedRunLedger.Added added =
                ledger.earlier(requestedBy, key, content).orElseGet(() -> requestedRuns.record(checked.get(), null));
        if (!added.isSameContent()) {
            throw new KeyReusedException();
        }
        if (added.isNew() && added.run().state() == RequestedRun.State.WAITING_FOR_APPROVAL) {
            RunPrice price = Objects.requireNonNull(added.run().approval()).asked();
            requestedRuns.tell(added.run().job(), new NotApprovedException(approvals.text(price), price));
        }
        return added;
    }
}
