package dev.reelbatch.web;

import java.util.List;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** Signing in by way of another server, where the settings name one. */
public interface CompanySignIn {

    /** A way to sign in. */
    record Link(String name, String path) {}

    /** Adds what answers the other server. */
    void configure(HttpSecurity http);

    List<Link> links();
}
