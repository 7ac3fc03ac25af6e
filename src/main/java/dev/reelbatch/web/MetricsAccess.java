package dev.reelbatch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Who may read the metrics: whoever shows a token, and this machine; not those whom a proxy on it forwards. */
final class MetricsAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return new AuthorizationDecision(
                trust.isAuthenticated(authentication.get()) || isOfThisMachine(context.getRequest()));
    }

    private static boolean isOfThisMachine(HttpServletRequest request) {
        return Stream.of("Forwarded", "X-Forwarded-For", "X-Real-IP").allMatch(name -> request.getHeader(name) == null)
                && CallerAddress.isOfThisMachine(request.getRemoteAddr());
    }
}
