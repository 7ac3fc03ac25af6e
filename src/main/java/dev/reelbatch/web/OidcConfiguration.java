package dev.reelbatch.web;

import dev.reelbatch.ledger.AuditEntry.Action;
import dev.reelbatch.ledger.User;
import dev.reelbatch.session.Session;
import dev.reelbatch.session.Users;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Signing in with a company account by OpenID Connect, by Spring's own settings. Only those get in who were added by
 * {@code user add --oidc} under the name that the company's server tells.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({OAuth2ClientAutoConfiguration.class, OAuth2ClientWebSecurityAutoConfiguration.class})
class OidcConfiguration {

    private static final String REGISTRATIONS = "spring.security.oauth2.client.registration";
    private static final String START = "/oauth2/authorization/";

    /**
     * Returns true if the settings name a server.
     *
     * @throws UserException if they name several: the same name may be another person's at each
     */
    static boolean isWanted(Environment environment) {
        Map<String, Object> all = Binder.get(environment)
                .bind(REGISTRATIONS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        if (all.size() > 1) {
            throw new UserException(Text.of(
                    "The settings %s.* name %d servers for company accounts (%s). People are known by their names there, so only one can be used.",
                    REGISTRATIONS, all.size(), String.join(", ", new TreeSet<>(all.keySet()))));
        }
        return !all.isEmpty();
    }

    @Bean
    CompanySignIn companySignIn(ClientRegistrationRepository registrations, Session session, SessionFilter sessions) {
        return new Oidc(registrations, session.users(), sessions);
    }

    private record Oidc(ClientRegistrationRepository registrations, Users users, SessionFilter sessions)
            implements CompanySignIn {

        @Override
        public void configure(HttpSecurity http) {
            http.oauth2Login(login -> login.loginPage("/login")
                    .successHandler(this::signedIn)
                    .failureHandler((request, response, e) -> refuse(request, response, null)));
        }

        @Override
        public List<Link> links() {
            return registrations instanceof Iterable<?> all
                    ? StreamSupport.stream(all.spliterator(), false)
                            .filter(ClientRegistration.class::isInstance)
                            .map(ClientRegistration.class::cast)
                            .map(one -> new Link(one.getClientName(), START + one.getRegistrationId()))
                            .toList()
                    : List.of();
        }

        private void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
                throws IOException {
            String name = authentication.getPrincipal() instanceof OidcUser oidc ? nameOf(oidc) : null;
            Optional<User> user = Optional.ofNullable(name)
                    .filter(said -> Normalizer.isNormalized(said, Normalizer.Form.NFC)) // not a look-alike of another
                    .flatMap(users::find)
                    .filter(known -> known.passwordHash() == null);
            if (user.isEmpty()) {
                refuse(request, response, name);
                return;
            }
            request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN);
            sessions.begin(request, response, Person.of(user.get()));
            response.sendRedirect(PageAskedFor.take(request, response));
        }

        /** Returns the name, or the address if the company's server has verified it. */
        private static @Nullable String nameOf(OidcUser oidc) {
            String name = oidc.getPreferredUsername();
            return name != null || !Boolean.TRUE.equals(oidc.getEmailVerified()) ? name : oidc.getEmail();
        }

        private static void refuse(HttpServletRequest request, HttpServletResponse response, @Nullable String name)
                throws IOException {
            Optional.ofNullable(request.getSession(false)).ifPresent(opened -> opened.invalidate());
            request.setAttribute(AuditFilter.ACTION, Action.SIGN_IN_FAILED);
            request.setAttribute(AuditFilter.NAME, name);
            response.sendRedirect("/login?error=account");
        }
    }

    /** Lets the session survive the way back from the company's server, which is another site. */
    static Map<String, Object> properties() {
        return Map.of("server.servlet.session.cookie.same-site", "lax");
    }
}
