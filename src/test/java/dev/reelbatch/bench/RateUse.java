package dev.reelbatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the share of the rate in use and the windows of a second that exceed it, also across a kill. */
final class RateUse implements Part {

    private static final int ROWS = 500;
    private static final int PER_SECOND = 50;
    private static final double USE = 0.99;

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>(throughout(Part.scaled(ROWS, scale)));
        figures.addAll(acrossAKill(Part.scaled(ROWS, scale)));
        return figures;
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(Ground.EAGER);
        options.addAll(List.of("--rate", PER_SECOND + "/s", "--max-in-flight", "100000"));
        return options;
    }

    private static List<Figure> throughout(int rows) throws IOException, InterruptedException {
        try (Ground ground = Ground.with("generation=PT1S", "bytes=1000")) {
            ground.run("", ground.sheet(rows), options());
            Calls calls = ground.simulator().end();
            return List.of(
                    Figure.atLeast(USE, "use of the rate", calls.shareOf(PER_SECOND), "", rows + " rows at 50/s"),
                    windows("windows above the rate", calls));
        }
    }

    private static Figure windows(String what, Calls calls) {
        String note = "fastest %d submits: %.4f s".formatted(PER_SECOND + 1, calls.tightest(PER_SECOND) / 1e6);
        return Figure.atMost(0, what, calls.windowsAbove(PER_SECOND), "", note);
    }

    private static List<Figure> acrossAKill(int rows) throws IOException, InterruptedException {
        try (Ground ground = Ground.with("generation=PT1S", "bytes=1000")) {
            Path sheet = ground.sheet(rows);
            Process first = ground.start("", sheet, options());
            while (ground.simulator().accepted() < rows / 2 && first.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            first.destroyForcibly().waitFor();
            Process second = ground.start("", sheet, options());
            second.waitFor(); // a row in doubt may be left, so any exit code
            Calls calls = ground.simulator().end();
            return List.of(windows("windows above the rate, killed and started again", calls));
        }
    }
}
