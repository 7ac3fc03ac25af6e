package dev.reelbatch.web;

import dev.reelbatch.text.Text;

/** Texts of errors that concern no run. */
final class ProblemTexts {

    private ProblemTexts() {}

    static String noToken() {
        return Text.of(
                "Send the token as \"Authorization: Bearer TOKEN\". It is in the file server.json in the home of reelbatch.");
    }

    static String forbidden() {
        return Text.of("This is not allowed.");
    }

    static String rejected() {
        return Text.of("The request is not valid: its address, its host or a header is not accepted.");
    }

    static String movedOn() {
        return Text.of("A row has moved on meanwhile, so nothing was changed. Try again.");
    }

    static String defect() {
        return Text.of("A defect in reelbatch. Its log has the details.");
    }
}
