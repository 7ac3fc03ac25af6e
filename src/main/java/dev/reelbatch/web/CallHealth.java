package dev.reelbatch.web;

import dev.reelbatch.api.CallListener;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import java.time.Duration;
import java.util.Set;

/**
 * Whether the API refused the key in its last answers. Submissions and status calls are told apart, since a key may be
 * allowed one of them alone.
 */
final class CallHealth implements CallListener {

    private static final Set<SubmitAnswer.StopReason> OF_THE_KEY =
            Set.of(SubmitAnswer.StopReason.KEY, SubmitAnswer.StopReason.FORBIDDEN);
    private static final Set<Integer> DENIALS = Set.of(401, 403);

    private volatile boolean submitsRefused;
    private volatile boolean statusRefused;

    boolean isKeyRefused() {
        return submitsRefused || statusRefused;
    }

    @Override
    public void submitted(SubmitAnswer answer, Duration took) {
        if (answer instanceof SubmitAnswer.Accepted) {
            submitsRefused = false;
        } else if (answer instanceof SubmitAnswer.Stopped no && OF_THE_KEY.contains(no.reason())) {
            submitsRefused = true;
        }
    }

    @Override
    public void asked(StatusAnswer answer, Duration took) {
        if (answer instanceof StatusAnswer.Denied no
                && DENIALS.contains(no.error().httpStatus())) {
            statusRefused = true;
        } else if (answer instanceof StatusAnswer.Running || answer instanceof StatusAnswer.Succeeded) {
            statusRefused = false;
        }
    }

    @Override
    public void downloaded(long bytes, Duration took) {}
}
