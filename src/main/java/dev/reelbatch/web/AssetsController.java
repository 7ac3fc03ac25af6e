package dev.reelbatch.web;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.page.HtmlTemplates;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The style sheet of all pages: the colours that reports have, too, then what the console adds. */
@Hidden
@RestController
final class AssetsController {

    private static final String STYLE =
            HtmlTemplates.TOKENS + texts("frame.css", "parts.css", "work.css", "narrow.css");

    /** Differs whenever an asset differs, so that a browser keeps none that is older than the page. */
    static final String VERSION =
            Sha256.of(STYLE + texts("console.js", "icons.svg")).substring(0, 10);

    private static String texts(String... names) {
        return List.of(names).stream()
                .map(name -> HtmlTemplates.text(AssetsController.class, "assets/" + name))
                .collect(Collectors.joining());
    }

    @GetMapping(path = "/assets/console.css", produces = "text/css;charset=UTF-8")
    ResponseEntity<String> style() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(STYLE);
    }
}
