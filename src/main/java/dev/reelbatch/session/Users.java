package dev.reelbatch.session;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.ledger.UserLedger;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The people who may use a {@code serve}: their passwords as bcrypt, their personal tokens as SHA-256. */
public final class Users {

    /** Under which requests with the token of {@code server.json} are recorded. */
    public static final String OWNER = "owner";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@+-]{0,63}");
    private static final int LONGEST_NAME = 64;
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 72; // bytes; bcrypt reads no more
    private static final int TOKEN_BYTES = 32;
    private static final PasswordEncoder BCRYPT = new BCryptPasswordEncoder();

    /** Compared with where there is no password, so that the answer takes as long. */
    private static final String NO_PASSWORD = "$2a$10$Yxsba0B0HtLIqNtPM2FHuugowEmV5Bjo2jf5SItTPhD2JYKmFa9Na"; // of ""

    final UserLedger ledger;
    private final PasswordEncoder encoder;

    Users(UserLedger ledger) {
        this(ledger, BCRYPT);
    }

    Users(UserLedger ledger, PasswordEncoder encoder) {
        this.ledger = ledger;
        this.encoder = encoder;
    }

    /**
     * Adds a person.
     *
     * @param password null for a person who signs in with a company account
     * @throws UserException if the name or the password is not accepted
     */
    public User add(String name, Role role, @Nullable String password, @Nullable Budget budget) {
        String key = checked(name);
        if (!ledger.add(key, role, password == null ? null : hash(password), budget)) {
            throw exists(key);
        }
        return known(key);
    }

    /**
     * Returns the limit for what somebody requests; null if there is none.
     *
     * @throws UserException if the person may not request anything, or no longer
     */
    public @Nullable Budget budgetOf(String name) {
        if (name.equals(OWNER)) {
            return null;
        }
        User user = ledger.find(name)
                .filter(known -> known.role() != Role.VIEW)
                .orElseThrow(() -> new UserException(Text.of("%s may no longer request runs.", name)));
        return user.budget();
    }

    /** Returns true if something was ever charged to a person of this name, who may have been removed since. */
    public boolean wasCharged(String name) {
        return name.length() <= LONGEST_NAME && ledger.wasCharged(key(name));
    }

    /** @throws UserException if nobody can be added under this name */
    public void requireFree(String name) {
        String key = checked(name);
        if (ledger.find(key).isPresent()) {
            throw exists(key);
        }
    }

    private static UserException exists(String key) {
        return new UserException(Text.of("There is a user %s already.", key));
    }

    /** Returns the person of this name, in whatever case. */
    public Optional<User> find(String name) {
        return name.length() > LONGEST_NAME ? Optional.empty() : ledger.find(key(name));
    }

    /** @throws UserException if there is none */
    public User known(String name) {
        return find(name)
                .orElseThrow(() ->
                        new UserException(Text.of("There is no user %s. `reelbatch user list` lists them.", name)));
    }

    public List<User> all() {
        return ledger.all();
    }

    public boolean isEmpty() {
        return ledger.isEmpty();
    }

    /** Removes a person; sessions and token end. */
    public void remove(String name) {
        ledger.remove(known(name).name());
    }

    /** Gives another role and budget; the person's sessions end. */
    public void change(String name, Role role, @Nullable Budget budget) {
        ledger.change(known(name).name(), role, budget);
    }

    /** Gives another password; the person's sessions and token end. */
    public void setPassword(String name, String password) {
        ledger.setPassword(known(name).name(), hash(password));
    }

    /** Returns a new personal token, which replaces the old one. Only its hash is kept. */
    public String newToken(String name) {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ledger.setToken(known(name).name(), Sha256.of(token));
        return token;
    }

    public void revokeToken(String name) {
        ledger.setToken(known(name).name(), null);
    }

    /** Returns the person whose personal token this is. */
    public Optional<User> ofToken(String token) {
        return ledger.ofToken(Sha256.of(token));
    }

    /** Returns the person if the password is right, in a time that does not tell whether there is such a person. */
    public Optional<User> signIn(String name, String password) {
        Optional<User> user = find(name);
        String hash = user.map(User::passwordHash).orElse(null);
        boolean right = encoder.matches(isTooLong(password) ? "" : password, hash == null ? NO_PASSWORD : hash);
        return right && hash != null && !password.isEmpty() && !isTooLong(password) ? user : Optional.empty();
    }

    private String hash(String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new UserException(Text.of("A password has at least %d characters.", SHORTEST_PASSWORD));
        }
        if (isTooLong(password)) {
            throw new UserException(Text.of("A password has at most %d bytes.", LONGEST_PASSWORD));
        }
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static boolean isTooLong(String password) {
        return password.length() > LONGEST_PASSWORD
                || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD;
    }

    private static String checked(String name) {
        String key = key(name);
        if (!NAME.matcher(key).matches() || key.equals(OWNER)) {
            throw new UserException(
                    Text.of(
                            "A user's name has 1 to 64 letters, digits or . _ @ + -, begins with a letter or digit, and is not \"owner\"."));
        }
        return key;
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
