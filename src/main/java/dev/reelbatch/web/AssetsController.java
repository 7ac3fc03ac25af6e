package dev.reelbatch.web;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.page.HtmlTemplates;
import dev.reelbatch.page.PageStyle;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The style sheet of all pages: what reports have, too, then what the console adds; and the icons. */
@Hidden
@RestController
final class AssetsController {

    private static final String STYLE =
            PageStyle.SHARED + texts("frame.css", "work.css") + PageStyle.NARROW + texts("narrow.css");

    /** Differs whenever an asset differs, so that a browser keeps none that is older than the page. */
    static final String VERSION =
            Sha256.of(STYLE + PageStyle.ICONS + texts("console.js")).substring(0, 10);

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

    @GetMapping(path = "/assets/icons.svg", produces = "image/svg+xml")
    ResponseEntity<String> icons() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(PageStyle.ICONS);
    }
}
