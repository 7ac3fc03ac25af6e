package dev.reelbatch.web.console;

import dev.reelbatch.text.UserException;
import dev.reelbatch.web.HttpText;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says on a page what the console refuses, where the HTTP API has a problem detail. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = ConsoleErrors.class)
final class ConsoleErrors {

    private final Pages pages;

    ConsoleErrors(Pages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<String> refused(UserException e, HttpServletRequest request) {
        return answer(request, HttpStatus.UNPROCESSABLE_CONTENT, e);
    }

    @ExceptionHandler
    ResponseEntity<String> unknown(NotFoundException e, HttpServletRequest request) {
        return answer(request, HttpStatus.NOT_FOUND, e);
    }

    private ResponseEntity<String> answer(HttpServletRequest request, HttpStatus status, RuntimeException e) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(Pages.HTML))
                .body(pages.error(request, status, HttpText.of(String.valueOf(e.getMessage()))));
    }
}
