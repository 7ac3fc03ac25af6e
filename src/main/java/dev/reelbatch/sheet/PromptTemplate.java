package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A text that makes a row's prompt from its other columns: {@code A {product} on {surface}}. A literal brace is written
 * twice. Values are put in as they are: a brace in a cell is only a brace.
 */
public final class PromptTemplate {

    private static final int LONGEST = 10_000;

    /** A piece of the text: literal, or the name of a column. */
    private record Part(String text, boolean isColumn) {}

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private PromptTemplate(String text) {
        this.text = text;
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with a message that says what is wrong with it
     */
    public static PromptTemplate of(String text) {
        PromptTemplate template = new PromptTemplate(CellText.normal(text));
        template.parse();
        return template;
    }

    private void parse() {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    Text.of("the template has %d characters; at most %d are allowed", text.length(), LONGEST));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException(Text.of("the template contains a control character"));
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean isTwice = at + 1 < text.length() && text.charAt(at + 1) == c;
            if (c == '{' && !isTwice) {
                at = column(at);
            } else if (c == '}' && !isTwice) {
                throw unpaired("}", at);
            } else {
                literal.append(c);
                at += c == '{' || c == '}' ? 2 : 1;
            }
        }
        endLiteral();
        if (columns().isEmpty()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the template names no column, so all rows would have the same prompt; write columns in braces, as in A {product} on a table"));
        }
    }

    /** Reads the column whose brace is at this place. Returns the place after it. */
    private int column(int from) {
        int end = text.indexOf('}', from);
        String name = end < 0 ? "" : CellText.normal(text.substring(from + 1, end));
        if (end < 0 || name.indexOf('{') >= 0) {
            throw unpaired("{", from);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException(Text.of("the template has {} without the name of a column"));
        }
        endLiteral();
        parts.add(new Part(name, true));
        return end + 1;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Part(literal.toString(), false));
            literal.setLength(0);
        }
    }

    private IllegalArgumentException unpaired(String brace, int at) {
        return new IllegalArgumentException(Text.of(
                "the template has a %s without its partner (%s); write a literal brace twice",
                brace, CellText.quoted(text.substring(at))));
    }

    /** Returns the names of columns, as the template writes them. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        parts.stream().filter(Part::isColumn).map(Part::text).forEach(columns::add);
        return columns;
    }

    /** Returns the prompt with these values of the columns, by their names in the template. */
    String filled(UnaryOperator<String> values) {
        StringBuilder prompt = new StringBuilder();
        parts.forEach(part -> prompt.append(part.isColumn() ? values.apply(part.text()) : part.text()));
        return CellText.normal(prompt.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
