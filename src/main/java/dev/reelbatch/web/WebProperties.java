package dev.reelbatch.web;

import dev.reelbatch.settings.ServeProperties;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Spring's properties for the server. */
final class WebProperties {

    private static final int MOST_CELLS = 10_000; // of a sheet on one page
    private static final int FIELDS = 1024 * 1024; // of a request, besides its file

    private WebProperties() {}

    static Map<String, Object> of(ServeProperties settings, InetAddress address) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", address.getHostAddress());
        properties.put("server.port", settings.port());
        properties.put("server.shutdown", "immediate");
        properties.put("server.error.whitelabel.enabled", "false");
        properties.put("server.server-header", "");
        properties.put("server.tomcat.use-relative-redirects", "true");
        properties.put("server.tomcat.max-parameter-count", MOST_CELLS);
        properties.put("server.servlet.session.timeout", settings.sessionIdle().toSeconds() + "s");
        properties.put("server.servlet.session.cookie.name", "reelbatch");
        properties.put("server.servlet.session.cookie.http-only", "true");
        properties.put("server.servlet.session.cookie.same-site", "strict");
        properties.put("server.servlet.session.tracking-modes", "cookie");
        properties.put("spring.web.resources.add-mappings", "false");
        properties.put(
                "spring.servlet.multipart.max-file-size", settings.uploadLimit().toBytes() + "B");
        properties.put(
                "spring.servlet.multipart.max-request-size",
                (settings.uploadLimit().toBytes() + FIELDS) + "B");
        properties.put("spring.jackson.property-naming-strategy", "SNAKE_CASE");
        properties.put("spring.mvc.async.request-timeout", "-1");
        return properties;
    }
}
