package dev.reelbatch.serve;

import dev.reelbatch.job.Look;
import dev.reelbatch.job.Watcher;
import dev.reelbatch.ledger.StateWords;
import dev.reelbatch.submit.Slowdown;
import dev.reelbatch.text.Text;

/** A line about a run now and then: soon after its start, then every five minutes if something changed. */
final class RunLines implements Watcher {

    private static final int FIRST = 30; // looks, one a second
    private static final int EVERY = 300;

    private final String job;
    private final ServeLog words;
    private int looks;
    private String last = "";

    RunLines(String job, ServeLog words) {
        this.job = job;
        this.words = words;
    }

    @Override
    public void look(Look look) {
        looks++;
        if (looks % EVERY != FIRST) {
            return;
        }
        String line = StateWords.of(look.states());
        Slowdown slowdown = look.slowdown();
        line += slowdown == null ? "" : Text.of(" (%s)", slowdown.words());
        if (!line.equals(last)) {
            last = line;
            words.say(job, line);
        }
    }
}
