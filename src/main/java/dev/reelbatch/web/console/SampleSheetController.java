package dev.reelbatch.web.console;

import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.serve.RunPreparation;
import dev.reelbatch.serve.SheetChecks;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sample sheet in the language of the page, for those who have none at hand. */
@Hidden
@RestController
final class SampleSheetController {

    private final RunPreparation preparation;

    SampleSheetController(SheetChecks checks) {
        this.preparation = checks.preparation();
    }

    /** Takes it as the sheet of a new run. */
    @PostMapping("/new/sample")
    ResponseEntity<String> add(HttpServletRequest request, Authentication caller) throws IOException {
        NewRunController.requireRun(caller);
        SampleSheet sample = SampleSheet.in(Pages.language(request));
        Prepared added = preparation.add(caller.getName(), sample.name(), sample.content());
        AuditFilter.note(request, "sheet=" + added.name());
        return NewRunController.seeOther(Addresses.ofPrepared(added.id()));
    }

    /** Returns it as one to fill in. */
    @GetMapping("/new/sample.csv")
    ResponseEntity<Resource> file(HttpServletRequest request, Authentication caller) {
        NewRunController.requireRun(caller);
        SampleSheet sample = SampleSheet.in(Pages.language(request));
        return SheetDownload.of(sample.name(), new InputStreamResource(sample.content()));
    }
}
