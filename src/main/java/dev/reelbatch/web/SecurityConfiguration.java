package dev.reelbatch.web;

import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.ServeProperties;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may ask for what. Programs show a token, browsers have a session. What is not named here needs the role
 * {@code view} to be read and {@code run} for anything else.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; "
                    + "frame-ancestors 'none'; base-uri 'none'";

    /** Callers with a token: neither cookies nor sessions, so no page of another site can ask in their names. */
    @Bean
    @Order(1)
    SecurityFilterChain tokenFilterChain(
            HttpSecurity http,
            AccessToken token,
            Session session,
            AuditTrail trail,
            ProblemWriter problems,
            UnsentForms forms) {
        return common(http, trail, problems, forms)
                .securityMatcher(TokenFilter::showsToken)
                .addFilterBefore(new TokenFilter(token, session.users()), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new OriginFilter(problems), AnonymousAuthenticationFilter.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // protects cookies, and there are none
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Browsers, and callers who show nothing. */
    @Bean
    @Order(2)
    SecurityFilterChain browserFilterChain(
            HttpSecurity http,
            Session session,
            SessionFilter sessions,
            AuditTrail trail,
            ProblemWriter problems,
            UnsentForms forms,
            ObjectProvider<CompanySignIn> company) {
        SignInHandlers handlers = new SignInHandlers(sessions, problems);
        http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null); // Spring's own
        http.authenticationProvider(new PasswordCheck(session.users(), new SignInAttempts(session.time())));
        common(http, trail, problems, forms)
                .addFilterAfter(sessions, SecurityContextHolderFilter.class)
                .addFilterBefore(new OriginFilter(problems), CsrfFilter.class)
                .addFilterBefore(new UploadFilter(signIn(problems, forms)), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(handlers::signedIn)
                        .failureHandler(handlers::failed))
                .logout(logout -> logout.logoutSuccessHandler(handlers::signedOut));
        company.ifAvailable(way -> way.configure(http));
        return http.build();
    }

    private static CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName("reelbatch-csrf");
        cookie.setCookieCustomizer(made -> made.sameSite("Strict"));
        return cookie;
    }

    private static HttpSecurity common(HttpSecurity http, AuditTrail trail, ProblemWriter problems, UnsentForms forms) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/healthz", "/readyz", "/login", "/assets/**")
                                .permitAll()
                                .requestMatchers(MetricsController.PATH)
                                .access(new MetricsAccess())
                                .requestMatchers("/api/v1/commands/**", "/api/v1/commands")
                                .hasRole(Person.OWNER_ALONE)
                                .requestMatchers(
                                        "/api/v1/runs/*/approve",
                                        "/runs/*/approve",
                                        "/api/v1/schedules/*/run",
                                        "/api/v1/audit/**",
                                        "/api/v1/users/**",
                                        "/api/v1/sign-in-links",
                                        "/people/**",
                                        "/people",
                                        "/folders/add",
                                        "/folders/*/edit",
                                        "/schedules/**")
                                .hasRole(Role.ADMIN.name())
                                .requestMatchers(HttpMethod.POST, "/approvals/*/approve", "/folders/*/run")
                                .hasRole(Role.ADMIN.name())
                                .requestMatchers(HttpMethod.GET)
                                .hasRole(Role.VIEW.name())
                                .requestMatchers(HttpMethod.HEAD)
                                .hasRole(Role.VIEW.name())
                                .anyRequest()
                                .hasRole(Role.RUN.name()))
                .addFilterAfter(new AuditFilter(trail), SecurityContextHolderFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(signIn(problems, forms)).accessDeniedHandler(denied(problems)));
    }

    private static AuthenticationEntryPoint signIn(ProblemWriter problems, UnsentForms forms) {
        return (request, response, e) -> {
            if (Pages.isForBrowser(request)) {
                PageAskedFor.keep(request, response);
                forms.keep(request, response);
                response.sendRedirect("/login");
                return;
            }
            response.setHeader("WWW-Authenticate", "Bearer");
            problems.write(request, response, HttpStatus.UNAUTHORIZED, ProblemTexts.noToken());
        };
    }

    private static AccessDeniedHandler denied(ProblemWriter problems) {
        return (request, response, e) -> problems.write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                e instanceof CsrfException ? ProblemTexts.expiredForm() : ProblemTexts.forbidden());
    }

    @Bean
    SessionFilter sessionFilter(Session session, ServeProperties settings) {
        return new SessionFilter(session.users(), session.time(), settings.sessionIdle(), settings.sessionLife());
    }

    /** It belongs to one filter chain; without this, Spring Boot would add it for all requests. */
    @Bean
    FilterRegistrationBean<SessionFilter> onlyInItsChain(SessionFilter sessions) {
        FilterRegistrationBean<SessionFilter> registration = new FilterRegistrationBean<>(sessions);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    CallerCheck callerCheck(AccessToken token, Session session, SessionFilter sessions) {
        return new CallerCheck(token, session.users(), sessions);
    }

    @Bean
    UnsentForms unsentForms(Session session) {
        return new UnsentForms(session.time());
    }

    @Bean
    OneTimeLinks oneTimeLinks(Session session) {
        return new OneTimeLinks(session.time());
    }

    @Bean
    AuditTrail auditTrail(Session session) {
        return new AuditTrail(session.audit(), session.time());
    }

    @Bean
    HttpFirewall httpFirewall(HostNames names) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(names::has);
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems, AuditTrail trail) {
        return (request, response, e) -> {
            problems.write(request, response, HttpStatus.BAD_REQUEST, ProblemTexts.rejected());
            trail.rejected(request, HttpStatus.BAD_REQUEST.value());
        };
    }

    /** Passwords are checked by {@link PasswordCheck}. Without this, Spring Boot would make a user and log its password. */
    @Bean
    UserDetailsService userDetailsService() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    @Bean
    Pages pages() {
        return new Pages();
    }

    @Bean
    ProblemWriter problemWriter(tools.jackson.databind.json.JsonMapper json, Pages pages) {
        return new ProblemWriter(json, pages);
    }
}
