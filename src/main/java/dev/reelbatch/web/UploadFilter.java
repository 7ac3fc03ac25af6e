package dev.reelbatch.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses files of callers whom nobody knows, before a filter looks for a parameter and so has them written to the disk. */
final class UploadFilter extends OncePerRequestFilter {

    private static final String MULTIPART = "multipart/";

    private final AuthenticationEntryPoint refusal;

    UploadFilter(AuthenticationEntryPoint refusal) {
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isUpload(request) && SecurityContextHolder.getContext().getAuthentication() == null) {
            refusal.commence(request, response, new InsufficientAuthenticationException("upload"));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().regionMatches(true, 0, MULTIPART, 0, MULTIPART.length());
    }
}
