package dev.reelbatch;

import dev.reelbatch.cli.CommandLines;

/** Starts reelbatch: {@code java -jar reelbatch.jar run sheet.csv}. */
public final class Reelbatch {

    private Reelbatch() {}

    public static void main(String[] args) {
        System.exit(CommandLines.run(args));
    }
}
