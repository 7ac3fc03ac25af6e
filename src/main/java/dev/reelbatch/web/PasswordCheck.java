package dev.reelbatch.web;

import dev.reelbatch.session.Users;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks name and password. */
final class PasswordCheck implements AuthenticationProvider {

    /** A check takes a tenth of a second of a processor, which runs need, too. */
    private static final int AT_ONCE = 2;

    private static final int MOST_WAITING = 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Users users;
    private final SignInAttempts attempts;
    private final Semaphore checking = new Semaphore(AT_ONCE, true);

    PasswordCheck(Users users, SignInAttempts attempts) {
        this.users = users;
        this.attempts = attempts;
    }

    /** Thrown after too many failed tries; of this kind, so that no other way to sign in is tried. */
    static final class TooManyTriesException extends AccountStatusException {

        private static final long serialVersionUID = 1L;

        private final long minutes;

        TooManyTriesException(Duration wait) {
            super("locked");
            this.minutes = wait.toMinutes() + 1;
        }

        long minutes() {
            return minutes;
        }
    }

    /** Thrown while too many others are signing in; nothing was checked. */
    static final class BusyException extends AccountStatusException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("busy");
        }
    }

    @Override
    public Authentication authenticate(Authentication tried) {
        if (checking.getQueueLength() >= MOST_WAITING || !mayCheck()) {
            throw new BusyException();
        }
        try {
            return checked(tried);
        } finally {
            checking.release();
        }
    }

    private boolean mayCheck() {
        try {
            return checking.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Authentication checked(Authentication tried) {
        String name = tried.getName();
        String address = tried.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
        Duration wait = attempts.begin(name, address);
        if (!wait.isZero()) {
            throw new TooManyTriesException(wait);
        }
        Person person = users.signIn(name, password(tried.getCredentials()))
                .map(Person::of)
                .orElseThrow(() -> new BadCredentialsException("wrong"));
        attempts.succeeded(name, address);
        return person.authentication();
    }

    private static String password(@Nullable Object credentials) {
        return credentials == null ? "" : credentials.toString();
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
