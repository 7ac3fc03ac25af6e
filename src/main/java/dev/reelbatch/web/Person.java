package dev.reelbatch.web;

import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.session.Users;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who asks.
 *
 * @param version that of the user when he signed in; null for the home's owner
 */
public record Person(String name, Role role, @Nullable String version) implements AuthenticatedPrincipal, Serializable {

    /** The right of the home's owner alone, which is to give any command. */
    static final String OWNER_ALONE = "OWNER";

    static Person owner() {
        return new Person(Users.OWNER, Role.ADMIN, null);
    }

    static Person of(User user) {
        return new Person(user.name(), user.role(), user.version());
    }

    /** Returns who asks; empty if nobody is known. */
    public static Optional<Person> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Person person
                ? Optional.of(person)
                : Optional.empty();
    }

    @Override
    public String getName() {
        return name;
    }

    boolean isOwner() {
        return version == null;
    }

    /** Returns false if the user was removed or changed since, or, for the owner in a browser, if there are users. */
    boolean isStillKnown(Users users) {
        return isOwner()
                ? users.isEmpty()
                : users.find(name)
                        .filter(user -> user.version().equals(version))
                        .isPresent();
    }

    Authentication authentication() {
        return UsernamePasswordAuthenticationToken.authenticated(this, null, rights());
    }

    /** Returns the person's role and those that it includes. */
    private List<GrantedAuthority> rights() {
        List<GrantedAuthority> rights = new ArrayList<>();
        Arrays.stream(Role.values())
                .filter(included -> included.compareTo(role) <= 0)
                .forEach(included -> rights.add(new SimpleGrantedAuthority("ROLE_" + included.name())));
        if (isOwner()) {
            rights.add(new SimpleGrantedAuthority("ROLE_" + OWNER_ALONE));
        }
        return rights;
    }
}
