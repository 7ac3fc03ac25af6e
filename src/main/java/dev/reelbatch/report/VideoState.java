package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * The state of a row's video as a colour, a shape and a word: the same in the report and in the console.
 *
 * @param kind names its colour in the style sheet and, after {@code s-}, its shape among the icons
 */
public record VideoState(String kind, String word) {

    /** @param clip null for an invalid row */
    public static VideoState of(@Nullable Clip clip) {
        if (clip == null) {
            return new VideoState("failed", FailureTexts.ofInvalidRow().title());
        }
        if (clip.isAccepted() && clip.state() != ClipState.DELIVERED) {
            return new VideoState("stopped", Text.of("Accepted without a video"));
        }
        return switch (clip.state()) {
            case DELIVERED -> new VideoState("delivered", Text.of("Delivered"));
            case QUEUED -> new VideoState("queued", Text.of("Queued"));
            case SUBMITTING -> new VideoState("submitted", Text.of("Being submitted"));
            case SUBMITTED -> new VideoState("generating", Text.of("Generating"));
            case GENERATED -> new VideoState("downloading", Text.of("Downloading"));
            case CANCELLED -> new VideoState("stopped", Text.of("Cancelled"));
            case IN_DOUBT -> new VideoState("doubt", Text.of("May have been charged"));
            case FAILED, TIMED_OUT, UNDELIVERED ->
                new VideoState("failed", FailureTexts.of(clip, null).title());
        };
    }
}
