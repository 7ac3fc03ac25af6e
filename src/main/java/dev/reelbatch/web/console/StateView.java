package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.text.Text;

/**
 * A state as a colour, a shape and a word; the partial {@code state} shows it.
 *
 * @param kind names its colour in the style sheet and, after {@code s-}, its shape among the icons
 */
record StateView(String kind, String word) {

    static StateView of(RequestedRun.State state) {
        return switch (state) {
            case WAITING_FOR_APPROVAL -> new StateView("approval", Text.of("Waits for approval"));
            case QUEUED -> new StateView("waiting", Text.of("Waiting"));
            case RUNNING -> new StateView("running", Text.of("Running"));
            case STOPPED -> new StateView("stopped", Text.of("Stopped"));
            case COMPLETED -> new StateView("delivered", Text.of("Complete"));
            case INCOMPLETE -> new StateView("incomplete", Text.of("Incomplete"));
        };
    }
}
