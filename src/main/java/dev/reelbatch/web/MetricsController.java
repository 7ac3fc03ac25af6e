package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Gives Prometheus its figures. */
@RestController
@Hidden
final class MetricsController {

    static final String PATH = "/metrics";

    private final ObjectProvider<Monitoring> monitoring;

    MetricsController(ObjectProvider<Monitoring> monitoring) {
        this.monitoring = monitoring;
    }

    @GetMapping(PATH)
    void metrics(
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accepted, HttpServletResponse response)
            throws IOException {
        String format = Monitoring.format(accepted);
        response.setContentType(format);
        monitoring.getObject().write(response.getOutputStream(), format);
    }
}
