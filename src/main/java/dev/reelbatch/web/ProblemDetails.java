package dev.reelbatch.web;

import dev.reelbatch.ledger.StaleClipException;
import dev.reelbatch.load.RowError;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.serve.JobRunningException;
import dev.reelbatch.serve.RunRequests;
import dev.reelbatch.serve.SheetChecks;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.UserException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every error into a problem detail (RFC 9457), with {@code rows} where rows are wrong; in a browser into a page. */
@RestControllerAdvice
class ProblemDetails extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemDetails.class);

    private static final int SPOOLED_AT_ONCE = 64 * 1024; // bytes, and more than that

    private static final String SOON = "5"; // seconds

    private final Pages pages;

    ProblemDetails(Pages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<Object> invalidRows(InvalidRowsException e, HttpServletRequest request) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, e);
        problem.setProperty(
                "rows", e.sheet().errors().stream().map(ProblemDetails::shown).toList()); // as in check --json
        problem.setProperty("error_count", e.sheet().errorCount());
        return answer(request, problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(UserException e, HttpServletRequest request) {
        HttpStatus status =
                switch (e.kind()) {
                    case REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case HOME_IN_USE -> HttpStatus.CONFLICT;
                    case UNAVAILABLE, INTERRUPTED -> HttpStatus.SERVICE_UNAVAILABLE;
                };
        return answer(request, problem(status, e));
    }

    @ExceptionHandler
    ResponseEntity<Object> keyReused(RunRequests.KeyReusedException e, HttpServletRequest request) {
        return answer(request, problem(HttpStatus.UNPROCESSABLE_CONTENT, e));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooManyChecks(
            SheetChecks.TooManyException e, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
        return answer(request, problem(HttpStatus.SERVICE_UNAVAILABLE, e));
    }

    @ExceptionHandler
    ResponseEntity<Object> running(JobRunningException e, HttpServletRequest request) {
        return answer(request, problem(HttpStatus.CONFLICT, e));
    }

    @ExceptionHandler
    ResponseEntity<Object> movedOn(StaleClipException e, HttpServletRequest request) {
        return answer(request, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ProblemTexts.movedOn()));
    }

    @ExceptionHandler
    ResponseEntity<Object> conflict(ConflictException e, HttpServletRequest request) {
        return answer(request, problem(HttpStatus.CONFLICT, e));
    }

    @ExceptionHandler
    ResponseEntity<Object> forbidden(AccessDeniedException e, HttpServletRequest request) {
        return answer(request, ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, ProblemTexts.forbidden()));
    }

    @ExceptionHandler
    ResponseEntity<Object> unknown(NotFoundException e, HttpServletRequest request) {
        return answer(request, problem(HttpStatus.NOT_FOUND, e));
    }

    /** An upload is spooled to a file first. */
    @ExceptionHandler
    ResponseEntity<Object> notSpooled(MultipartException e, HttpServletRequest request) {
        File spool = (File) request.getServletContext().getAttribute(ServletContext.TEMPDIR);
        boolean full = spool.getUsableSpace() < SPOOLED_AT_ONCE;
        log.info("An upload broke down", e);
        return answer(
                request,
                full
                        ? ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ProblemTexts.diskFull())
                        : ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ProblemTexts.brokenUpload()));
    }

    @ExceptionHandler
    ResponseEntity<Object> defect(RuntimeException e, HttpServletRequest request) {
        log.error("A request broke down", e);
        return answer(
                request,
                FailureCause.ofDisk(e).isPresent()
                        ? ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ProblemTexts.diskFull())
                        : ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, ProblemTexts.defect()));
    }

    private ResponseEntity<Object> answer(HttpServletRequest request, ProblemDetail problem) {
        return Pages.isForBrowser(request)
                ? page(request, HttpStatus.valueOf(problem.getStatus()), String.valueOf(problem.getDetail()))
                : ResponseEntity.status(problem.getStatus()).body(problem);
    }

    private ResponseEntity<Object> page(HttpServletRequest request, HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(Pages.HTML))
                .body(pages.error(request, status, detail));
    }

    /** Answers a person in a browser with a page. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
        if (request instanceof ServletWebRequest servlet && Pages.isForBrowser(servlet.getRequest())) {
            HttpStatus status = HttpStatus.valueOf(code.value());
            return ResponseEntity.status(status)
                    .headers(headers)
                    .contentType(MediaType.parseMediaType(Pages.HTML))
                    .body(pages.error(servlet.getRequest(), status, words(status)));
        }
        return super.handleExceptionInternal(e, body, headers, code, request);
    }

    private static String words(HttpStatus status) {
        return status == HttpStatus.NOT_FOUND
                ? ProblemTexts.notFound()
                : status.is5xxServerError() ? ProblemTexts.defect() : ProblemTexts.rejected();
    }

    private static RowError shown(RowError error) {
        return new RowError(
                error.row(), error.column(), error.value(), HttpText.of(error.message()), error.suggestion());
    }

    private static ProblemDetail problem(HttpStatus status, RuntimeException e) {
        return ProblemDetail.forStatusAndDetail(status, HttpText.of(String.valueOf(e.getMessage())));
    }
}
