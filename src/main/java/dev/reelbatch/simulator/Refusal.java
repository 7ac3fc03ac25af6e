package dev.reelbatch.simulator;

/** The refusal of a submit. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("Answered " + answer.status());
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
