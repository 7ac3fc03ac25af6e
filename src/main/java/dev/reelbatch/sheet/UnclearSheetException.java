package dev.reelbatch.sheet;

import java.util.List;

/**
 * A sheet that can be read in several ways, of which a person has to choose one. Its message is for where nobody can
 * be asked: it names the cure.
 */
public final class UnclearSheetException extends SheetException {

    private static final long serialVersionUID = 1;

    private final String question;
    private final transient List<Answer> answers;

    /**
     * A way to read the sheet.
     *
     * @param name what a person chooses, in a few words
     * @param examples texts of the sheet, as they are in this way of reading it
     * @param reading how to read the sheet from then on
     * @param option what says the same on a command line
     */
    public record Answer(String name, List<String> examples, ReadOptions reading, String option) {}

    /** @param answers the likeliest first */
    public UnclearSheetException(String message, String question, List<Answer> answers) {
        super(message);
        this.question = question;
        this.answers = List.copyOf(answers);
    }

    /** Asks for one of the answers. */
    public String question() {
        return question;
    }

    /** The likeliest first. */
    public List<Answer> answers() {
        return answers;
    }
}
