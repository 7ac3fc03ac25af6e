package dev.reelbatch.cli;

import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks a person how to read an ambiguous sheet. If nobody can be asked, an error names the option that decides it. */
final class SheetQuestions {

    private static final int TRIES = 3;

    private final Terminal terminal;
    private final boolean asks;

    /** @param asks true if a person can be asked */
    SheetQuestions(Terminal terminal, boolean asks) {
        this.terminal = terminal;
        this.asks = asks;
    }

    /**
     * Does work that needs the sheet, repeating it with each answer until the sheet is clear.
     *
     * @param said the reading options that the person gave; null to read the sheet as an earlier run did
     * @throws UnclearSheetException if nobody answers
     */
    <T> T settle(@Nullable ReadOptions said, Function<@Nullable ReadOptions, T> work) {
        ReadOptions readOptions = said;
        while (true) {
            try {
                return work.apply(readOptions);
            } catch (UnclearSheetException e) {
                UnclearSheetException.Answer answer = asks && !e.answers().isEmpty() ? answer(e) : null;
                if (answer == null) {
                    throw e;
                }
                terminal.out().println(Text.of("To skip this question: %s", answer.option()));
                readOptions = answer.reading();
            }
        }
    }

    private UnclearSheetException.@Nullable Answer answer(UnclearSheetException e) {
        print(e);
        List<UnclearSheetException.Answer> answers = e.answers();
        for (int i = 0; i < TRIES; i++) {
            String line = terminal.ask(Text.of("Number (Enter to stop):"));
            if (line.isEmpty()) {
                return null;
            }
            if (line.matches("[1-9]\\d?") && Integer.parseInt(line) <= answers.size()) {
                return answers.get(Integer.parseInt(line) - 1);
            }
        }
        return null;
    }

    private void print(UnclearSheetException e) {
        PrintWriter out = terminal.questions();
        out.println(e.question());
        int number = 1;
        for (UnclearSheetException.Answer answer : e.answers()) {
            out.println("  " + number++ + "  " + answer.name());
            answer.examples().forEach(example -> out.println("       " + example));
        }
    }
}
