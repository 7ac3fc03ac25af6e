package dev.reelbatch.web.console;

import dev.reelbatch.ledger.JobFileRun;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.JobFiles.Kind;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hot folders and schedules: what they do, when they ran and will run, and what a person may do with them. */
@Hidden
@RestController
final class FoldersPageController {

    private final Session session;
    private final JobFiles jobFiles;
    private final ConsolePages pages;

    FoldersPageController(Session session, JobFiles jobFiles, ConsolePages pages) {
        this.session = session;
        this.jobFiles = jobFiles;
        this.pages = pages;
    }

    /** @param done what was just done, in words; empty for nothing */
    record FoldersView(
            String title,
            String done,
            String zone,
            List<JobFileView> folders,
            List<JobFileView> schedules,
            List<Problem> problems)
            implements PageView {

        boolean hasFolders() {
            return !folders.isEmpty();
        }

        boolean hasSchedules() {
            return !schedules.isEmpty();
        }
    }

    @GetMapping(path = "/folders", produces = Pages.HTML)
    String page(
            @RequestParam(defaultValue = "") String done,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            Authentication caller) {
        return pages.page(request, caller, Section.FOLDERS, "folders", () -> view(done, name));
    }

    private FoldersView view(String done, String name) {
        List<JobFiles.Standing> all = jobFiles.all();
        ShownTimes times = new ShownTimes(session.time().now());
        Map<String, List<JobFileRun>> inWork = session.jobFileRuns().open().stream()
                .filter(one -> !one.run().state().isOver())
                .collect(Collectors.groupingBy(one -> one.origin().jobFile()));
        return new FoldersView(
                Text.of("Folders and schedules"),
                all.stream().anyMatch(one -> one.name().equals(name)) ? words(done, name) : "",
                ZoneId.systemDefault().getId(),
                ofKind(Kind.INBOX, all, inWork, times),
                ofKind(Kind.SCHEDULE, all, inWork, times),
                problems());
    }

    /** A job file that can't be served as it is now. */
    record Problem(String file, String why) {}

    private List<Problem> problems() {
        return jobFiles.problems().stream()
                .map(problem -> new Problem(
                        problem.file(), FolderNames.leftOut(problem.why().get())))
                .toList();
    }

    private static List<JobFileView> ofKind(
            Kind kind, List<JobFiles.Standing> all, Map<String, List<JobFileRun>> inWork, ShownTimes times) {
        return all.stream()
                .filter(one -> one.kind() == kind)
                .map(one -> JobFileView.of(one, inWork.getOrDefault(one.name(), List.of()), times))
                .toList();
    }

    private static String words(String done, String name) {
        return switch (done) {
            case "run" -> Text.of("%s runs as soon as it is its turn.", name);
            case "pause" -> Text.of("%s is paused. What has been started is finished; nothing else starts.", name);
            case "resume" -> Text.of("%s is resumed. Times that passed meanwhile are not caught up.", name);
            case "added" -> Text.of("%s is added. It runs at its times, or when a sheet is dropped.", name);
            case "changed" -> Text.of("%s is changed. That applies from its next run.", name);
            default -> "";
        };
    }

    @PostMapping("/folders/{name}/run")
    ResponseEntity<Void> run(@PathVariable String name, Authentication caller) {
        jobFiles.run(known(name), caller.getName());
        return back("run", name);
    }

    @PostMapping("/folders/{name}/pause")
    ResponseEntity<Void> pause(@PathVariable String name, Authentication caller) {
        jobFiles.pause(known(name), caller.getName());
        return back("pause", name);
    }

    @PostMapping("/folders/{name}/resume")
    ResponseEntity<Void> resume(@PathVariable String name) {
        jobFiles.resume(known(name));
        return back("resume", name);
    }

    private String known(String name) {
        return jobFiles.ofName(name)
                .map(JobFiles.Standing::name)
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job file \"%s\" here.", name)));
    }

    private static ResponseEntity<Void> back(String done, String name) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/folders?done=" + done + "&name=" + Addresses.escaped(name)))
                .build();
    }
}
