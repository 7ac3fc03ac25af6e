package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.serve.JobFileEditor;
import dev.reelbatch.serve.JobFileEditor.ByHand;
import dev.reelbatch.serve.JobFileEditor.Changed;
import dev.reelbatch.serve.JobFileEditor.Edit;
import dev.reelbatch.serve.JobFileEditor.Opened;
import dev.reelbatch.serve.JobFileEditor.Outcome;
import dev.reelbatch.serve.JobFileEditor.Written;
import dev.reelbatch.serve.JobFileEditor.Wrong;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.JobFiles.Kind;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Adds and changes hot folders and schedules: the console writes their job files. Only admins come here. */
@Hidden
@RestController
final class JobFileFormController {

    private final Session session;
    private final JobFiles jobFiles;
    private final ConsolePages pages;

    JobFileFormController(Session session, JobFiles jobFiles, ConsolePages pages) {
        this.session = session;
        this.jobFiles = jobFiles;
        this.pages = pages;
    }

    /** What the page shows besides the form. */
    private record Subject(boolean isFolder, String name, Opened file) {

        static Subject toAdd(boolean isFolder) {
            return new Subject(isFolder, "", Opened.none());
        }

        boolean isNew() {
            return name.isEmpty();
        }
    }

    @GetMapping(path = "/folders/add", produces = Pages.HTML)
    String addFolder(HttpServletRequest request, Authentication caller) {
        return empty(Subject.toAdd(true), request, caller);
    }

    @GetMapping(path = "/schedules/add", produces = Pages.HTML)
    String addSchedule(HttpServletRequest request, Authentication caller) {
        return empty(Subject.toAdd(false), request, caller);
    }

    @GetMapping(path = "/folders/{name}/edit", produces = Pages.HTML)
    String folder(@PathVariable String name, HttpServletRequest request, Authentication caller) {
        return empty(known(name, Kind.INBOX), request, caller);
    }

    @GetMapping(path = "/schedules/{name}/edit", produces = Pages.HTML)
    String schedule(@PathVariable String name, HttpServletRequest request, Authentication caller) {
        return empty(known(name, Kind.SCHEDULE), request, caller);
    }

    @PostMapping(path = "/folders/add", produces = Pages.HTML)
    ResponseEntity<String> addFolder(JobFileForm form, HttpServletRequest request, Authentication caller) {
        return write(Subject.toAdd(true), form, request, caller);
    }

    @PostMapping(path = "/schedules/add", produces = Pages.HTML)
    ResponseEntity<String> addSchedule(
            JobFileForm form,
            @RequestParam(defaultValue = "false") boolean preview,
            HttpServletRequest request,
            Authentication caller) {
        Subject subject = Subject.toAdd(false);
        return preview ? shown(subject, form, request, caller) : write(subject, form, request, caller);
    }

    @PostMapping(path = "/folders/{name}/edit", produces = Pages.HTML)
    ResponseEntity<String> folder(
            @PathVariable String name, JobFileForm form, HttpServletRequest request, Authentication caller) {
        return write(known(name, Kind.INBOX), form, request, caller);
    }

    @PostMapping(path = "/schedules/{name}/edit", produces = Pages.HTML)
    ResponseEntity<String> schedule(
            @PathVariable String name,
            JobFileForm form,
            @RequestParam(defaultValue = "false") boolean preview,
            HttpServletRequest request,
            Authentication caller) {
        Subject subject = known(name, Kind.SCHEDULE);
        return preview ? shown(subject, form, request, caller) : write(subject, form, request, caller);
    }

    private Subject known(String name, Kind kind) {
        return jobFiles.ofName(name)
                .filter(one -> one.kind() == kind)
                .flatMap(
                        one -> editor().open(one.name()).map(file -> new Subject(kind == Kind.INBOX, one.name(), file)))
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job file \"%s\" here.", name)));
    }

    private JobFileEditor editor() {
        return jobFiles.editor()
                .orElseThrow(
                        () -> new NotFoundException(Text.of("This server has no job files that could be changed.")));
    }

    private String empty(Subject subject, HttpServletRequest request, Authentication caller) {
        return page(subject, JobFileForm.of(subject.name(), subject.file()), "", "", request, caller);
    }

    private ResponseEntity<String> shown(
            Subject subject, JobFileForm form, HttpServletRequest request, Authentication caller) {
        return html(HttpStatus.OK, page(subject, form, "", "", request, caller));
    }

    private ResponseEntity<String> write(
            Subject subject, JobFileForm form, HttpServletRequest request, Authentication caller) {
        Map<String, @Nullable String> values =
                form.values(subject.isFolder(), subject.file().values());
        String name = subject.isNew() ? form.name() : subject.name();
        AuditFilter.note(request, note(name, values));
        Outcome outcome = Text.in(Pages.language(request), () -> outcome(subject, name, form, values));
        if (outcome instanceof Written) {
            jobFiles.takeUp();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/folders?done=" + (subject.isNew() ? "added" : "changed") + "&name="
                            + Addresses.escaped(name)))
                    .build();
        }
        if (outcome instanceof Wrong wrong) {
            return html(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    page(subject, form, wrong.key(), FolderNames.leftOut(wrong.why()), request, caller));
        }
        return html(HttpStatus.CONFLICT, text(subject, name, outcome, request, caller));
    }

    private static String note(String name, Map<String, @Nullable String> values) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ", "job_file=" + name + " ", ""));
    }

    private Outcome outcome(Subject subject, String name, JobFileForm form, Map<String, @Nullable String> values) {
        if (form.maxCost().isEmpty()) {
            return new Wrong("max-cost", Text.of("Say what it may cost at most: a number, or none."));
        }
        if (subject.isNew()) {
            String source = subject.isFolder() ? "inbox" : form.isRerun() ? "rerun" : "input";
            if (!values.containsKey(source)) {
                return new Wrong(source, Text.of("Say where the rows come from."));
            }
        }
        Edit edit = new Edit(name, form.seen(), values);
        return subject.isNew() ? editor().add(edit) : editor().change(edit);
    }

    private String page(
            Subject subject,
            JobFileForm form,
            String key,
            String why,
            HttpServletRequest request,
            Authentication caller) {
        JobFileFormView.Offer offer = new JobFileFormView.Offer(
                new Catalogue(session.monitored().settings().models())
                        .names().stream().sorted().toList(),
                subject.isFolder() ? List.of() : editor().sheets(),
                subject.isFolder()
                        ? List.of()
                        : session.standing().jobs().stream()
                                .map(JobStanding::job)
                                .map(job -> job.name())
                                .toList(),
                session.time().now());
        return pages.page(
                request,
                caller,
                Section.FOLDERS,
                "job-file-form",
                () -> JobFileFormView.of(
                        subject.isFolder(),
                        subject.name(),
                        subject.file().file(),
                        form,
                        subject.file().values(),
                        offer,
                        key,
                        why));
    }

    private String text(
            Subject subject, String name, Outcome outcome, HttpServletRequest request, Authentication caller) {
        return pages.page(
                request,
                caller,
                Section.FOLDERS,
                "job-file-text",
                () -> outcome instanceof Changed changed
                        ? JobFileTextView.changed(
                                subject.isFolder(), name, subject.file().file(), changed)
                        : JobFileTextView.byHand(name, (ByHand) outcome));
    }

    private static ResponseEntity<String> html(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(Pages.HTML))
                .body(page);
    }
}
