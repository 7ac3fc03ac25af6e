package dev.reelbatch.web.console;

import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.load.SheetEdits;
import dev.reelbatch.serve.PreparedCheck;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.RunPreparation;
import dev.reelbatch.serve.SheetChecks;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.Callers;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.UnsentForms;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A new run: a sheet is given, checked and corrected, and started at the price on the button. */
@Hidden
@RestController
@RequestMapping("/new")
final class NewRunController {

    private static final int LAST_SHEETS = 8;

    private final RunPreparation preparation;
    private final RequestedRuns requestedRuns;
    private final Session session;
    private final ConsolePages pages;
    private final UnsentForms unsent;
    private final SheetVisitors visitors = new SheetVisitors();

    NewRunController(
            SheetChecks checks, RequestedRuns requestedRuns, Session session, ConsolePages pages, UnsentForms unsent) {
        this.preparation = checks.preparation();
        this.requestedRuns = requestedRuns;
        this.session = session;
        this.pages = pages;
        this.unsent = unsent;
    }

    @GetMapping(produces = Pages.HTML)
    String page(HttpServletRequest request, Authentication caller) {
        requireRun(caller);
        return start(request, caller, null);
    }

    private String start(HttpServletRequest request, Authentication caller, @Nullable String problem) {
        return pages.page(
                request,
                caller,
                Section.NEW,
                "new",
                () -> NewSheetView.of(
                        preparation.latest(LAST_SHEETS), problem, session.time().now()));
    }

    /** Takes a file, pasted cells or a link. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = Pages.HTML)
    ResponseEntity<String> add(
            @RequestPart(required = false) @Nullable MultipartFile sheet,
            @RequestParam(defaultValue = "") String cells,
            @RequestParam(defaultValue = "") String link,
            HttpServletRequest request,
            Authentication caller)
            throws IOException {
        try {
            Prepared added = added(sheet, cells, link.strip(), caller.getName());
            AuditFilter.note(request, "sheet=" + added.name());
            return seeOther(Addresses.ofPrepared(added.id()));
        } catch (UserException e) {
            return ResponseEntity.unprocessableContent()
                    .body(Text.in(
                            Pages.language(request), () -> start(request, caller, String.valueOf(e.getMessage()))));
        }
    }

    private Prepared added(@Nullable MultipartFile sheet, String cells, String link, String owner) throws IOException {
        if (sheet != null && !sheet.isEmpty()) {
            try (InputStream content = sheet.getInputStream()) {
                return preparation.add(owner, Objects.requireNonNullElse(sheet.getOriginalFilename(), ""), content);
            }
        } else if (!cells.isBlank()) {
            InputStream text = new ByteArrayInputStream(cells.getBytes(StandardCharsets.UTF_8));
            return preparation.add(owner, Text.of("pasted cells") + ".tsv", text);
        } else if (!link.isEmpty()) {
            return preparation.add(owner, link);
        }
        throw new UserException(Text.of("Choose a file, paste cells, or give a link."));
    }

    @GetMapping(path = "/{id}", produces = Pages.HTML)
    String prepared(
            @PathVariable String id,
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request,
            Authentication caller) {
        Prepared prepared = find(id, caller);
        return unsent.take(request)
                .map(typed -> shown(
                        prepared,
                        SheetPlace.of(typed),
                        Text.in(Pages.language(request), PromptsView::notSent),
                        SheetForm.typed(typed, prepared),
                        request,
                        caller))
                .orElseGet(() ->
                        shown(prepared, new SheetPlace(show, page), null, SheetGrid.Typed.NOTHING, request, caller));
    }

    private String shown(
            Prepared prepared,
            SheetPlace place,
            @Nullable String refusal,
            SheetGrid.Typed typed,
            HttpServletRequest request,
            Authentication caller) {
        List<String> others =
                visitors.others(prepared.id(), caller.getName(), session.time().now());
        return pages.page(request, caller, Section.NEW, "new-run", () -> {
            PreparedCheck checked = preparation.check(prepared);
            Set<Integer> wrong = NewRunView.wrongRows(checked);
            SheetEdits.Page rows = preparation
                    .page(prepared, place.wanted(wrong), place.skipped(), NewRunView.ROWS)
                    .orElse(null);
            boolean asks = !Callers.isAdmin(caller);
            NewRunView.Sheet sheet = new NewRunView.Sheet(
                    prepared, checked, rows, typed, DraftNote.of(prepared, others, session.time()));
            return NewRunView.of(sheet, place, refusal, asks ? session.approveAbove() : null);
        });
    }

    /** Takes over what was changed, and starts the run if that is wanted and nothing else was. */
    @PostMapping(path = "/{id}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE, produces = Pages.HTML)
    ResponseEntity<String> change(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> form,
            HttpServletRequest request,
            Authentication caller) {
        Prepared prepared = find(id, caller);
        SheetPlace place = SheetPlace.of(form);
        try {
            return Text.in(Pages.language(request), () -> {
                SheetForm said = new SheetForm(prepared, form, preparation);
                if (prepared.run() != null && said.isOfLastStart()) { // pressed twice
                    return seeOther(Addresses.ofRun(prepared.run()));
                } else if (said.isStale()) {
                    throw RunPreparation.changedElsewhere(prepared);
                }
                Prepared now = said.changes()
                        ? preparation.change(prepared, said.fields(), said.cells(), caller.getName())
                        : prepared;
                return said.changesOnlyTheNote() && form.containsKey("start")
                        ? started(now, form, request, caller)
                        : seeOther(place.address(id));
            });
        } catch (UserException e) {
            Prepared latest = find(id, caller);
            return ResponseEntity.unprocessableContent()
                    .body(shown(latest, place, e.getMessage(), SheetForm.typed(form, latest), request, caller));
        }
    }

    private ResponseEntity<String> started(
            Prepared prepared, MultiValueMap<String, String> form, HttpServletRequest request, Authentication caller) {
        PriceView price = PriceView.of(preparation.check(prepared));
        if (!price.text().equals(form.getFirst("price"))) {
            String begun = prepared.run() == null ? find(prepared.id(), caller).run() : null;
            if (begun != null) { // pressed twice at once: the other one has made the rows free
                return seeOther(Addresses.ofRun(begun));
            }
            throw new UserException(Text.of("The price is %s now. Nothing was started.", price.text()));
        }
        RequestedRun run =
                preparation.start(prepared, caller.getName(), Callers.isAdmin(caller), price.limit(), requestedRuns);
        AuditFilter.note(request, "job=" + run.job() + " run=" + run.id());
        return seeOther(Addresses.ofRun(run.id()));
    }

    @PostMapping("/{id}/discard")
    ResponseEntity<String> discard(@PathVariable String id, Authentication caller) {
        preparation.delete(find(id, caller));
        return seeOther("/new");
    }

    /** Returns the sheet with what was changed in it. */
    @GetMapping("/{id}/sheet")
    ResponseEntity<Resource> sheet(@PathVariable String id, Authentication caller) {
        Path sheet = preparation.sheet(find(id, caller));
        return SheetDownload.of(String.valueOf(sheet.getFileName()), new FileSystemResource(sheet));
    }

    private Prepared find(String id, Authentication caller) {
        requireRun(caller);
        return preparation
                .find(id)
                .orElseThrow(() -> new NotFoundException(
                        Text.of("There is no such sheet. Sheets are kept for seven days after their last change.")));
    }

    static void requireRun(Authentication caller) {
        if (!Callers.mayRun(caller)) {
            throw new AccessDeniedException("new");
        }
    }

    static ResponseEntity<String> seeOther(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
