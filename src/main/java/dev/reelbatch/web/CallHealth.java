package dev.reelbatch.web;

import dev.reelbatch.api.CallListener;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the API refused the key in its last answers. Submissions and status calls are told apart, since a key may be
 * allowed one of them alone.
 */
final class CallHealth implements CallListener {

    private static final Set<SubmitAnswer.StopReason> OF_THE_KEY =
            Set.of(SubmitAnswer.StopReason.KEY, SubmitAnswer.StopReason.FORBIDDEN);
    private static final Set<Integer> DENIALS = Set.of(401, 403);

    private static final int KEPT = 10; // answers that the mean is about

    private volatile boolean submitsRefused;
    private volatile boolean statusRefused;
    private volatile boolean accepted;
    private volatile @Nullable Duration answersIn; // of late

    boolean isKeyRefused() {
        return submitsRefused || statusRefused;
    }

    /** Returns true if the API has accepted the key, and has not refused it since. */
    boolean isKeyAccepted() {
        return accepted && !isKeyRefused();
    }

    /** Returns how long the API took to answer of late; null before its first answer. */
    @Nullable Duration answersIn() {
        return answersIn;
    }

    /** Concurrent answers may be lost to the mean, which does no harm. */
    private void answered(Duration took) {
        Duration before = answersIn;
        answersIn =
                before == null ? took : before.multipliedBy(KEPT - 1).plus(took).dividedBy(KEPT);
    }

    @Override
    public void submitted(SubmitAnswer answer, Duration took) {
        if (answer instanceof SubmitAnswer.Accepted) {
            answered(took);
            accepted = true;
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
            answered(took);
            accepted = true;
            statusRefused = false;
        }
    }

    @Override
    public void downloaded(long bytes, Duration took) {}
}
