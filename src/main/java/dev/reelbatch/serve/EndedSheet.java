package dev.reelbatch.serve;

import dev.reelbatch.inbox.SheetResult;
import dev.reelbatch.inbox.SheetResult.MissingRow;
import dev.reelbatch.inbox.SheetResult.Reason;
import dev.reelbatch.inbox.ShownVideo;
import dev.reelbatch.job.JobResults;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.DeliveredFileLedger;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.report.RowCounts;
import dev.reelbatch.stage.StopSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of a dropped sheet's run, for the page of the person who dropped it. */
final class EndedSheet {

    private static final int SHOWN = 8;

    private EndedSheet() {}

    static SheetResult of(RunResult result, Path results, boolean rehearsal, JobResults videos) {
        RowCounts counts = result.report().counts();
        Map<Reason, Integer> missing = new EnumMap<>(Reason.class);
        List<MissingRow> rows = new ArrayList<>();
        for (ManifestStatus status : ManifestStatus.values()) {
            Reason reason = reason(status);
            if (reason != null && counts.notAccepted(status) > 0) {
                missing.merge(reason, counts.notAccepted(status), Integer::sum);
                counts.problems(status).forEach(row -> rows.add(row(row, reason)));
            }
        }
        return new SheetResult(
                results,
                result.ending() == RunOutcome.DELIVERED,
                counts.lines(),
                counts.of(ManifestStatus.DELIVERED),
                missing,
                rows,
                result.report().unpriced() > 0
                        ? null
                        : Cost.of(result.report().money()).text(),
                rehearsal,
                result.stopped().map(StopSignal.Cause::message).orElse(null),
                shown(videos.firstVideos(result.run(), SHOWN)));
    }

    private static MissingRow row(RowCounts.Problem row, Reason reason) {
        return new MissingRow(row.row(), row.variant(), reason, Objects.requireNonNullElse(row.message(), ""));
    }

    private static @Nullable Reason reason(ManifestStatus status) {
        return switch (status) {
            case DELIVERED, CANCELLED -> null;
            case FAILED -> Reason.FAILED;
            case IN_DOUBT -> Reason.IN_DOUBT;
            case TIMED_OUT, UNDELIVERED -> Reason.LATE;
            case PENDING -> Reason.NOT_STARTED;
        };
    }

    static List<ShownVideo> shown(List<DeliveredFileLedger.RowVideo> videos) {
        return videos.stream()
                .map(video -> new ShownVideo(video.row(), video.variant(), video.file()))
                .toList();
    }
}
