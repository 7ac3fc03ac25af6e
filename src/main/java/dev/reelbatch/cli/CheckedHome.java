package dev.reelbatch.cli;

import dev.reelbatch.home.ForgottenResultsException;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Correction;
import dev.reelbatch.plan.BudgetStatus;
import dev.reelbatch.plan.CorrectionPreview;
import dev.reelbatch.plan.Corrections;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.plan.SheetPreview;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The questions of {@code check} to a home. A home that can't be read is no mistake of the sheet. */
final class CheckedHome {

    private final HomeOptions options;
    private final Terminal terminal;
    private final Settings settings;
    private final Home home;
    private final @Nullable Session held;

    CheckedHome(HomeOptions options, Terminal terminal, Settings settings) {
        this(options, terminal, settings, options.home(terminal), null);
    }

    /** @param held of this home; null to open one */
    CheckedHome(HomeOptions options, Terminal terminal, Settings settings, Home home, @Nullable Session held) {
        this.options = options;
        this.terminal = terminal;
        this.settings = settings;
        this.home = home;
        this.held = held;
    }

    /**
     * The result of reading the home.
     *
     * @param preview null if nothing could be read
     * @param whyNot a sentence if the home could not be read; otherwise empty
     * @param budget null if the home has none
     */
    record Look(
            @Nullable SheetPreview preview,
            boolean isOfNewHome,
            String whyNot,
            @Nullable BudgetStatus budget) {}

    /**
     * Returns the corrections that the file would make to a job; empty for an ordinary sheet, and if the home can't be
     * read.
     *
     * @throws UserException if a run of it would be refused
     */
    Optional<CorrectionPreview> correction(RunRequest request, String api) {
        String job = correctedJob(Objects.requireNonNull(request.input()), request.reading());
        if (job == null) {
            return Optional.empty();
        }
        if (held != null) {
            return held.runs().previewOfCorrection(request, api);
        }
        if (home.isNew()) {
            if (home.rehearsal()) { // in a rehearsal it is an ordinary sheet
                return Optional.empty();
            }
            throw Corrections.foreignRows(job);
        }
        try (Session session = open()) {
            return session == null ? Optional.empty() : session.runs().previewOfCorrection(request, api);
        } catch (ForgottenResultsException e) { // reported when the home is read
            return Optional.empty();
        }
    }

    private static @Nullable String correctedJob(Path file, @Nullable ReadOptions readOptions) {
        try {
            return Correction.in(file, Objects.requireNonNullElse(readOptions, ReadOptions.RECOGNISED))
                    .map(Correction::job)
                    .orElse(null);
        } catch (SheetException e) { // reported when the file is read as a sheet
            return null;
        }
    }

    /**
     * Reads the home.
     *
     * @param question applied to a home that has run something
     */
    Look look(Function<Session, SheetPreview> question) throws InterruptedException {
        if (held != null) {
            return new Look(
                    question.apply(held), false, "", held.runs().budget().orElse(null));
        }
        SpendingLimits.Budget budget = settings.parsedBudget();
        if (home.isNew()) {
            if (settings.existingHome() && !home.rehearsal()) {
                home.requireExisting();
            }
            return new Look(null, true, "", budget == null ? null : new BudgetStatus(budget, Cost.NONE));
        }
        try (Session session = options.session(terminal, settings, Time.system())) {
            BudgetStatus standing = session.runs().budget().orElse(null);
            return new Look(question.apply(session), false, "", standing);
        } catch (UserException e) {
            BudgetStatus standing = budget == null ? null : new BudgetStatus(budget, null);
            return new Look(null, false, Objects.requireNonNullElse(e.getMessage(), ""), standing);
        }
    }

    /** Returns the home's budget, without the amount spent if that can't be read; null if the home has none. */
    @Nullable BudgetStatus budget() throws InterruptedException {
        SpendingLimits.Budget budget = settings.parsedBudget();
        if (budget == null || home.isNew()) {
            return budget == null ? null : new BudgetStatus(budget, Cost.NONE);
        }
        try (Session session = options.reading(terminal, settings, options.waitFor())) {
            return session.runs().budget().orElse(null);
        } catch (UserException e) {
            return new BudgetStatus(budget, null);
        }
    }

    /** Opens the home; returns null if it can't be used now. */
    private @Nullable Session open() {
        try {
            return options.session(terminal, settings, Time.system());
        } catch (UserException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
