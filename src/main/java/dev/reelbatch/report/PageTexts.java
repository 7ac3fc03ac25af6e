package dev.reelbatch.report;

import static java.util.Map.entry;

import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.util.Map;

/** What the page itself says, by the names that its template and its scripts have for it. */
final class PageTexts {

    private PageTexts() {}

    /** As in HTML's {@code lang}; by it browsers choose between the shapes of a letter, and scripts their formats. */
    static String lang() {
        return Text.language() == Language.CHINESE ? "zh-CN" : "en";
    }

    static Map<String, String> ofTemplate() {
        return Map.ofEntries(
                entry("toTheClips", Text.of("To the clips")),
                entry("rehearsal", Text.of("Rehearsal: nothing was charged")),
                entry("running", Text.of("Running: this page renews itself")),
                entry("done", Text.of("done")),
                entry("without", Text.of("ended without a video")),
                entry("generating", Text.of("generating")),
                entry("upperEdge", Text.of("The upper edge is what was submitted.")),
                entry("noScript", Text.of("Search, videos and marks need JavaScript. The rows as a list:")),
                entry("row", Text.of("Row")),
                entry("status", Text.of("Status")),
                entry("prompt", Text.of("Prompt")),
                entry("videoOrAdvice", Text.of("Video, or what to do")),
                entry("search", Text.of("Search")),
                entry("searchFor", Text.of("Words of the prompt, an id, a row …")),
                entry("show", Text.of("Show")),
                entry("everyRow", Text.of("every row")),
                entry("markedKeep", Text.of("marked keep")),
                entry("markedRedo", Text.of("marked redo")),
                entry("notMarked", Text.of("not marked")),
                entry("groupBy", Text.of("Group by")),
                entry("clips", Text.of("Clips")),
                entry("showMore", Text.of("Show more")),
                entry("yourMarks", Text.of("Your marks")),
                entry("savePicks", Text.of("Save picks.csv")),
                entry("saveRedo", Text.of("Save redo.csv")),
                entry("removeMarks", Text.of("Remove all marks")),
                entry("allRows", Text.of("All rows:")),
                entry("forScripts", Text.of("For scripts:")),
                entry("rowsToFix", Text.of("Rows to fix:")),
                entry("log", Text.of("Log:")));
    }

    /** Values stand as {@code %s}, or {@code %2$s}; the page's {@code say} fills them in. */
    static Map<String, String> ofScripts() {
        return Map.ofEntries(
                entry("status", Text.of("status")),
                entry("nothing", Text.of("nothing")),
                entry("model", Text.of("model")),
                entry("size", Text.of("size")),
                entry("duration", Text.of("duration")),
                entry("notDelivered", Text.of("Not delivered")),
                entry("accepted", Text.of("Accepted as they are")),
                entry("onTheWay", Text.of("On the way")),
                entry("videos", Text.of("Videos")),
                entry("allRows", Text.of("All rows")),
                entry("empty", Text.of("(empty)")),
                entry("place", Text.of("Row %s")),
                entry("variant", Text.of("Row %s, variant %s")),
                entry("oneOfVideos", Text.of("%s, video %s of %s")),
                entry("withPrompt", Text.of("%s: %s")),
                entry("play", Text.of("Play %s")),
                entry("keep", Text.of("Keep")),
                entry("redo", Text.of("Redo")),
                entry("copy", Text.of("Copy prompt")),
                entry("copied", Text.of("The prompt is copied.")),
                entry("notCopied", Text.of("This browser does not allow copying: select the prompt and copy it.")),
                entry("changedPrompt", Text.of("Changed prompt")),
                entry(
                        "notStored",
                        Text.of("This browser does not store marks. Save the files before you close the page.")),
                entry(
                        "course",
                        Text.of(
                                "Course of the run, %s to %s: %s submitted, %s done, %s ended without a video, %s generating.")),
                entry("stale", Text.of("Not renewed any more: the run was ended, or can't write here")),
                entry("seconds", Text.of("%s s")),
                entry("minutes", Text.of("%s min")),
                entry("hours", Text.of("%s h")),
                entry("clips", Text.of("%s clips")),
                entry("clipsOf", Text.of("%s of %s clips")),
                entry("showMore", Text.of("Show more (%s left)")),
                entry("marked", Text.of("%s to keep, %s to redo")),
                entry(
                        "oldPrompts",
                        Text.of("%s still with the old prompt: the same request is not made a second time.")),
                entry("removeMarks", Text.of("Remove all marks of this run?")));
    }
}
