package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import java.util.Map;

/** Whoever follows a run from outside: the console. Called every second while it goes on. */
@FunctionalInterface
public interface Watcher {

    /**
     * @param slowedBy why the pace is below the ceiling, or why nothing more is submitted; empty when all
     *     goes well
     */
    void look(Map<ClipState, Integer> states, String slowedBy);
}
