package dev.reelbatch.inbox;

import dev.reelbatch.inbox.SheetProgress.Part;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The texts of the page of a sheet in working/. */
final class ProgressTexts {

    private ProgressTexts() {}

    static Map<String, Object> of(SheetPage page, SheetProgress progress, Instant now) {
        Map<String, Object> texts = new HashMap<>();
        texts.put("title", Text.of("%s is in work", page.sheet().name()));
        texts.put("badge", progress.rehearsal() ? Text.of("Rehearsal: nothing is charged") : "");
        texts.put("heading", heading(progress));
        texts.put("about", page.dropped() + " " + Text.of("You don't need to do anything."));
        texts.put("notice", notice(progress, now));
        Map<String, Object> bar = progress.all() == 0 ? Map.of() : bar(progress, now);
        List<Map<String, Object>> facts = facts(page, progress);
        if (!bar.isEmpty() || !facts.isEmpty()) {
            Map<String, Object> card = new HashMap<>();
            card.put("bar", bar.isEmpty() ? false : bar);
            card.put("facts", facts.isEmpty() ? false : Map.of("pairs", facts));
            texts.put("progress", card);
        }
        if (!progress.latest().isEmpty()) {
            texts.put("videos", Map.of("list", page.videos(progress.latest())));
            texts.put("videosHeading", Text.of("The latest"));
        }
        texts.put(
                "footNote",
                Text.of(
                        "This page sits next to your sheet and refreshes every %d seconds; it was written at %s.",
                        SheetPage.REFRESHED_EVERY, SheetPage.dayAndTime(now)));
        return texts;
    }

    private static String heading(SheetProgress progress) {
        return switch (progress.phase()) {
            case WAITING -> Text.of("Your sheet is waiting for its turn");
            case APPROVAL -> Text.of("Your sheet is waiting for approval");
            case RUNNING -> Text.of("Your videos are being made");
            case PAUSED -> Text.of("Your videos are paused");
            case STOPPED -> Text.of("reelbatch is not running at the moment");
        };
    }

    private static String notice(SheetProgress progress, Instant now) {
        String reason = DropperWords.of(Objects.requireNonNullElse(progress.reason(), ""));
        return switch (progress.phase()) {
            case WAITING, RUNNING -> reason;
            case APPROVAL -> approval(Objects.requireNonNull(progress.approval()));
            case PAUSED ->
                (reason + "\n"
                                + Text.of(
                                        "The next try is at %s. Nothing that was paid for is lost.",
                                        SheetPage.time(Objects.requireNonNullElse(progress.until(), now), now)))
                        .strip();
            case STOPPED ->
                Text.of("Your sheet is resumed when it is started again. If that takes long, ask the person who runs "
                        + "reelbatch.");
        };
    }

    private static String approval(WantedApproval approval) {
        return approval.price().isEmpty()
                ? Text.of("What your videos would cost is not known. Somebody has to approve that first; "
                        + "nothing is charged before.")
                : Text.of(
                        "Your videos would cost %s. Somebody has to approve what costs more than %s; "
                                + "nothing is charged before.",
                        approval.price(), approval.above());
    }

    private static String approvers(WantedApproval approval) {
        return approval.approvers().isEmpty()
                ? Text.of("the person who runs reelbatch")
                : String.join(Text.of(", "), approval.approvers());
    }

    private static Map<String, Object> bar(SheetProgress progress, Instant now) {
        List<Map<String, Object>> parts = Arrays.stream(Part.values())
                .filter(part -> progress.of(part) > 0)
                .map(part ->
                        Map.<String, Object>of("kind", kind(part), "count", progress.of(part), "label", label(part)))
                .toList();
        String inWords = parts.stream()
                .map(part -> part.get("count") + " " + part.get("label"))
                .collect(Collectors.joining(Text.of(", ")));
        return Map.of(
                "ready",
                Text.of("%d of %d are ready", progress.of(Part.READY), progress.all()),
                "left",
                left(progress, now),
                "inWords",
                inWords,
                "parts",
                parts);
    }

    private static String left(SheetProgress progress, Instant now) {
        Instant until = progress.until();
        return progress.phase() != SheetProgress.Phase.RUNNING || until == null || !until.isAfter(now)
                ? ""
                : Text.of(
                        "about %s left, until %s",
                        Durations.text(Duration.between(now, until)), SheetPage.time(until, now));
    }

    private static String kind(Part part) {
        return switch (part) {
            case READY -> "delivered";
            case WITHOUT -> "failed";
            case IN_DOUBT -> "doubt";
            case ARRIVING -> "downloading";
            case MAKING -> "generating";
            case NEXT -> "queued";
        };
    }

    private static String label(Part part) {
        return switch (part) {
            case READY -> Text.of("ready");
            case WITHOUT -> Text.of("without a video");
            case IN_DOUBT -> Text.of("in doubt");
            case ARRIVING -> Text.of("arriving");
            case MAKING -> Text.of("being made");
            case NEXT -> Text.of("next");
        };
    }

    private static List<Map<String, Object>> facts(SheetPage page, SheetProgress progress) {
        List<Map<String, Object>> facts = new ArrayList<>();
        WantedApproval approval = progress.approval();
        if (approval != null) {
            String price = approval.price().isEmpty() ? Text.of("not known") : approval.price();
            facts.add(Map.of("name", Text.of("Price"), "value", price));
            facts.add(Map.of("name", Text.of("Can be approved by"), "value", approvers(approval)));
        }
        if (progress.results() != null) {
            facts.add(Map.of("name", Text.of("The videos will be in"), "value", page.shown(progress.results())));
        }
        if (!progress.cost().isEmpty()) {
            String cost = progress.atMost().isEmpty()
                    ? progress.cost()
                    : Text.of("%s, at most %s", progress.cost(), progress.atMost());
            String name = progress.rehearsal() ? Text.of("Cost of a real run so far") : Text.of("Cost so far");
            facts.add(Map.of("name", name, "value", cost));
        }
        return facts;
    }
}
