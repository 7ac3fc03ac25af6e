package dev.reelbatch.load;

import java.util.List;

/**
 * The prompts that a template makes of a sheet's rows.
 *
 * @param text the template
 * @param first the first of them
 * @param own number of valid rows that have a prompt of their own, which they keep
 */
public record TemplatePrompts(String text, List<Made> first, int own) {

    /** A prompt and the row that it was made of. */
    public record Made(int row, String prompt) {}
}
