package dev.reelbatch.report;

import static java.util.Map.entry;

import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.util.Map;

/** The page's own texts, by the names that its template and its scripts use. */
final class PageTexts {

    private PageTexts() {}

    /**
     * Returns the language in the form of HTML's {@code lang}, by which browsers choose glyphs and scripts choose
     * formats.
     */
    static String lang() {
        return Text.language() == Language.CHINESE ? "zh-CN" : "en";
    }

    static Map<String, String> ofTemplate() {
        return Map.ofEntries(
                entry("toTheClips", Text.of("Skip to the videos")),
                entry("rehearsal", Text.of("Rehearsal: nothing was charged")),
                entry("running", Text.of("Running: this page refreshes itself")),
                entry(
                        "noScript",
                        Text.of("Search, videos and marks need JavaScript. Without it, here are the rows as a list:")),
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
                entry("showAll", Text.of("Show all")),
                entry("groupBy", Text.of("Group by")),
                entry("noVideo", Text.of("No video")),
                entry("command", Text.of("Command:")),
                entry("redoNext", Text.of("What to do with redo.csv: save it, then run it with")),
                entry(
                        "redoElse",
                        Text.of(
                                "or drop it into the inbox, or give it to New run in the console. You pay for the changed prompts only.")),
                entry("clips", Text.of("Videos")),
                entry("showMore", Text.of("Show more")),
                entry("yourMarks", Text.of("Your marks")),
                entry("savePicks", Text.of("Save picks.csv")),
                entry("saveReal", Text.of("Save real.csv")),
                entry("saveRedo", Text.of("Save redo.csv")),
                entry("removeMarks", Text.of("Remove all marks")),
                entry("allRows", Text.of("All rows:")),
                entry("forScripts", Text.of("For scripts:")),
                entry("rowsToFix", Text.of("Rows to fix:")));
    }

    /**
     * Returns the scripts' texts. Placeholders are {@code %s} or {@code %2$s}; the page's {@code say} fills them in.
     */
    static Map<String, String> ofScripts() {
        return Map.ofEntries(
                entry("status", Text.of("status")),
                entry("nothing", Text.of("nothing")),
                entry("model", Text.of("model")),
                entry("size", Text.of("size")),
                entry("duration", Text.of("duration")),
                entry("notDelivered", Text.of("Not delivered")),
                entry("picture", Text.of("Picture for %s")),
                entry("accepted", Text.of("Accepted without a video")),
                entry("cancelled", Text.of("Cancelled")),
                entry("onTheWay", Text.of("In progress")),
                entry("videos", Text.of("Videos")),
                entry("allRows", Text.of("All rows")),
                entry("empty", Text.of("(empty)")),
                entry("place", Text.of("Row %s")),
                entry("variant", Text.of("Row %s, variant %s")),
                entry("oneOfVideos", Text.of("%s, video %s of %s")),
                entry("withPrompt", Text.of("%s: %s")),
                entry("play", Text.of("Play %s")),
                entry("draft", Text.of("Draft")),
                entry("keep", Text.of("Keep")),
                entry("redo", Text.of("Redo")),
                entry("copy", Text.of("Copy prompt")),
                entry("copied", Text.of("Prompt copied.")),
                entry(
                        "notCopied",
                        Text.of("This browser does not allow copying. Select the prompt and copy it yourself.")),
                entry("changedPrompt", Text.of("Changed prompt")),
                entry(
                        "notStored",
                        Text.of("This browser does not store marks. Save the files before you close this page.")),
                entry("stale", Text.of("No longer updating: the run has stopped or can't write here")),
                entry("seconds", Text.of("%s s")),
                entry("sent", Text.of("sent %s")),
                entry("noRows", Text.of("The sheet has no rows yet.")),
                entry("noMatch", Text.of("No row matches.")),
                entry("noneMarked", Text.of("Nothing is marked like this yet. Keep and Redo are on each video.")),
                entry("clips", Text.of("%s videos")),
                entry("clipsOf", Text.of("%s of %s videos")),
                entry("showMore", Text.of("Show more (%s left)")),
                entry("marked", Text.of("%s to keep, %s to redo")),
                entry("keptDrafts", Text.of("Drafts to make for real, with real.csv: %s")),
                entry("oldPrompts", Text.of("Unchanged prompts, which will be skipped: %s")),
                entry("removeMarks", Text.of("Remove all marks of this run?")));
    }
}
