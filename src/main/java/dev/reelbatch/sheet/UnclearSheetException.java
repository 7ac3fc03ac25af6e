package dev.reelbatch.sheet;

import java.util.List;

/**
 * A sheet that can be read in several ways, of which a person has to choose one. The message is for runs where nobody
 * can be asked: it names the option.
 */
public final class UnclearSheetException extends SheetException {

    private static final long serialVersionUID = 1;

    private final String question;
    private final transient List<Answer> answers;

    /**
     * A way to read the sheet.
     *
     * @param name the choice that a person sees, in a few words
     * @param examples texts of the sheet, read this way
     * @param reading the options that read the sheet this way
     * @param option the same on a command line
     */
    public record Answer(String name, List<String> examples, ReadOptions reading, String option) {}

    /** @param answers the likeliest first */
    public UnclearSheetException(String message, String question, List<Answer> answers) {
        super(message);
        this.question = question;
        this.answers = List.copyOf(answers);
    }

    /** Returns the question for the person. */
    public String question() {
        return question;
    }

    /** Returns the answers, likeliest first. */
    public List<Answer> answers() {
        return answers;
    }
}
