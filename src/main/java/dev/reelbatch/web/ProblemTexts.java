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
        return Text.of("Your role does not allow this. Ask an admin of this server.");
    }

    static String followsTooMuch() {
        return Text.of("You follow too many runs at once. Close some of their pages.");
    }

    static String busy() {
        return Text.of("Many people are signing in just now. Try again in a few seconds.");
    }

    static String givesBudgetBack() {
        return Text.of(
                "Only an admin may say that rows were not charged, because that gives their cost back to a budget.");
    }

    static String otherSite() {
        return Text.of("This came from a page of another site, so nothing was done.");
    }

    static String expiredForm() {
        return Text.of("This page is too old, or the request has no CSRF token. Load the page again.");
    }

    static String notFound() {
        return Text.of("There is nothing at this address.");
    }

    static String rejected() {
        return Text.of("The request is not valid: its address, its host or a header is not accepted.");
    }

    static String movedOn() {
        return Text.of("A row has moved on meanwhile, so nothing was changed. Try again.");
    }

    static String diskFull() {
        return Text.of(
                "A disk of this server is full or can't be written, so nothing was done. Free some space there, then try again.");
    }

    static String brokenUpload() {
        return Text.of(
                "The upload is incomplete, or is no form (multipart/form-data), so nothing was done. Send it again.");
    }

    static String defect() {
        return Text.of("A defect in reelbatch. Its log has the details.");
    }
}
