package dev.reelbatch.ledger;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import org.jspecify.annotations.Nullable;

/**
 * To whom a submission is charged, besides the home.
 *
 * @param person who requested it over HTTP; null for nobody
 * @param jobFile the job file of {@code serve}; null for none
 */
public record Payer(@Nullable Account person, @Nullable Account jobFile) {

    /** A run at a shell. */
    public static final Payer NONE = new Payer(null, null);

    /**
     * A person or a job file.
     *
     * @param budget null for no limit
     */
    public record Account(String name, @Nullable Budget budget) {}

    public static Payer person(String name, @Nullable Budget budget) {
        return new Payer(new Account(name, budget), null);
    }

    public static Payer jobFile(String name, @Nullable Budget budget) {
        return new Payer(null, new Account(name, budget));
    }

    String personName() {
        return person == null ? "" : person.name();
    }

    String jobFileName() {
        return jobFile == null ? "" : jobFile.name();
    }

    boolean isLimited() {
        return person != null && person.budget() != null || jobFile != null && jobFile.budget() != null;
    }
}
