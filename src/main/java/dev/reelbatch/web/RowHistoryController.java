package dev.reelbatch.web;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What happened to the rows of runs. */
@RestController
final class RowHistoryController {

    private final RunActions actions;
    private final Session session;

    RowHistoryController(RunActions actions, Session session) {
        this.actions = actions;
        this.session = session;
    }

    @GetMapping("/api/v1/runs/{id}/rows/{row}/history")
    @Operation(
            summary = "Says what happened to a row",
            description =
                    "Its submissions, the status checks of its tasks and the tries to fetch its videos, once per variant.")
    List<RowHistoryView> history(@PathVariable String id, @PathVariable int row) {
        Long runId = actions.run(id).runId();
        RunPages pages = session.runPages();
        List<ReportRow> variants = runId == null
                ? List.of()
                : pages.row(session.standing().ofRun(runId).run(), row);
        if (variants.isEmpty()) {
            throw new NotFoundException(Text.of("This run has no row %d.", row));
        }
        return variants.stream().map(one -> of(one, pages)).toList();
    }

    private static RowHistoryView of(ReportRow row, RunPages pages) {
        Clip clip = row.clip();
        return clip == null
                ? RowHistoryView.of(row.variant(), List.of(), List.of())
                : RowHistoryView.of(row.variant(), pages.submissions(clip.id()), pages.history(clip.id()));
    }
}
