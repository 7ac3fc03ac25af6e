package dev.reelbatch.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Submits a second where nothing but reelbatch limits them; intent and answer are on the disk. */
final class SubmitSpeed implements Part {

    private static final int ROWS = 20_000;
    private static final double GOAL = 1_500;

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        int rows = Part.scaled(ROWS, scale);
        try (Ground ground = Ground.with("generation=PT2H", "bytes=1000")) {
            Process process = ground.start(
                    "",
                    ground.sheet(rows),
                    List.of("--rate", "100000/s", "--max-in-flight", "1000000", "-Dreelbatch.poll.first-after=1h"));
            while (ground.simulator().accepted() < rows && process.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            process.destroyForcibly().waitFor();
            double simulatorCpu = ground.simulator().cpu().toMillis() / 1e3;
            Calls calls = ground.simulator().end();
            int half = calls.submits().size() / 2;
            double all = (calls.submits().size() - 1) / Calls.seconds(calls.firstSubmit(), calls.lastSubmit());
            double warm = (calls.submits().size() - half - 1)
                    / Calls.seconds(calls.submits().get(half), calls.lastSubmit());
            String note = "%d rows; the second half %.0f/s; simulator %.1f s CPU".formatted(rows, warm, simulatorCpu);
            return List.of(Figure.atLeast(GOAL, "submits without a rate limit", all, "/s", note));
        }
    }
}
