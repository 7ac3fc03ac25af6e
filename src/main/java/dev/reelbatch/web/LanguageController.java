package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the pages in another language, from any of them. */
@Hidden
@RestController
final class LanguageController {

    @GetMapping("/language")
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "/") String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        Pages.choose(to, request, response);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, PageAskedFor.checked(page))
                .build();
    }
}
