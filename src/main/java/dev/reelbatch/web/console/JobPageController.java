package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.RowVersions;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.MarkActions;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page of a job, where one of all videos of each row is chosen. */
@Hidden
@RestController
final class JobPageController {

    private static final Pattern PLACE = Pattern.compile("[a-z0-9-]{1,40}");

    private final Session session;
    private final ConsolePages pages;
    private final MarkActions marks;
    private final JobRows rows;

    JobPageController(Session session, ConsolePages pages, MarkActions marks, JobRows rows) {
        this.rows = rows;
        this.session = session;
        this.pages = pages;
        this.marks = marks;
    }

    @GetMapping(path = "/jobs/{*name}", produces = Pages.HTML)
    String page(
            @PathVariable String name,
            @RequestParam MultiValueMap<String, String> fields,
            @RequestParam(defaultValue = "false") boolean live,
            HttpServletRequest request,
            Authentication caller) {
        JobStanding standing = standing(name.substring(1));
        JobData data = JobData.read(session, rows, standing, JobQuery.of(fields));
        Cost charged = session.runPages().versions().charged(standing.job());
        return live
                ? pages.part(request, caller, "job-live", () -> JobPageView.of(data, charged))
                : pages.page(request, caller, Section.RUNS, "job", () -> JobPageView.of(data, charged));
    }

    /** Returns a video, of whatever run. */
    @GetMapping("/versions/{clip}/{number}")
    ResponseEntity<Resource> video(@PathVariable long clip, @PathVariable int number) {
        Path file = session.runPages()
                .versions()
                .file(clip, number)
                .filter(Files::isRegularFile)
                .orElseThrow(() -> new NotFoundException(Text.of("This video is not on the disk any more.")));
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(String.valueOf(file.getFileName()))
                        .orElse(MediaType.APPLICATION_OCTET_STREAM))
                .body(new FileSystemResource(file));
    }

    /** @param job whose page it is on: several may share a video */
    @PostMapping("/versions/{clip}/marks")
    ResponseEntity<Void> mark(
            @PathVariable long clip,
            @RequestParam String job,
            @RequestParam String set,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        NamedJob known = job(job, request);
        marks.mark(known, target(known, clip), set, null, caller, request);
        return back(known, fields);
    }

    @PostMapping("/versions/{clip}/notes")
    ResponseEntity<Void> note(
            @PathVariable long clip,
            @RequestParam String job,
            @RequestParam(defaultValue = "") String text,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        NamedJob known = job(job, request);
        marks.note(target(known, clip), text, caller, request);
        return back(known, fields);
    }

    private NamedJob job(String name, HttpServletRequest request) {
        NamedJob job = standing(name).job();
        AuditFilter.note(request, "job=" + job.name());
        return job;
    }

    private JobStanding standing(String name) {
        return session.standing()
                .find(name)
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job \"%s\".", name)));
    }

    private MarkActions.Target target(NamedJob job, long clip) {
        RowVersions versions = session.runPages().versions();
        return versions.row(job, clip)
                .flatMap(row -> versions.of(job, List.of(row)).getOrDefault(row, List.of()).stream()
                        .filter(version -> version.clip().id() == clip)
                        .findFirst()
                        .map(version ->
                                new MarkActions.Target(clip, version.clip().state(), row.row())))
                .orElseThrow(() -> new NotFoundException(Text.of("There is no such video.")));
    }

    private static ResponseEntity<Void> back(NamedJob job, MultiValueMap<String, String> fields) {
        String at = String.valueOf(fields.getFirst("at"));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(JobQuery.of(fields).address(job.name())
                        + (PLACE.matcher(at).matches() ? "#" + at : "")))
                .build();
    }
}
