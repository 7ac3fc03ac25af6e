package dev.reelbatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A sheet of 100,000 rows in 256 MB of heap, and going on with it when all but the last hundred are delivered. */
final class LongSheet implements Part {

    private static final int ROWS = 100_000;
    private static final int FEW = 1_000;
    private static final int LEFT = 100;
    private static final double SHARE_OF_FEW = 0.8;
    private static final double LEDGER = 1_000;
    private static final double LATER = 1;
    private static final Pattern AFTER_GC = Pattern.compile("->(\\d+)M\\(");

    private static List<String> options(String rows) {
        List<String> options = options();
        options.addAll(List.of("--rows", rows));
        return options;
    }

    private static List<String> options() {
        return new ArrayList<>(List.of(
                "--rate",
                "5000/s",
                "--max-in-flight",
                "1000",
                "-Dreelbatch.poll.interval=100ms",
                "-Dreelbatch.poll.first-after=1ms",
                "-Dreelbatch.poll.rate=20000/s",
                "-Dreelbatch.download.parallel=8"));
    }

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        double few = few();
        int rows = Math.max(LEFT * 2, Part.scaled(ROWS, scale));
        try (Ground ground = Ground.with("generation=PT0S", "bytes=1024")) {
            Path sheet = ground.sheet(rows);
            Path log = ground.folder().resolve("gc.txt");
            long begin = Clock.micros();
            // one row less than the sheet, so many that the rest is a hundred, and the job stays open
            Process process = ground.start("-Xmx256m -Xlog:gc:file=" + log, sheet, options("2-" + (rows - LEFT + 1)));
            long end = ground.ended(process);
            figures.add(Figure.atLeast(
                    SHARE_OF_FEW,
                    "rows a second in a long sheet, of those in one of " + FEW,
                    (rows - LEFT) / Calls.seconds(begin, end) / few,
                    "",
                    "%d rows in %.0f s; %d rows with %.0f/s, both with start and report"
                            .formatted(rows - LEFT, Calls.seconds(begin, end), FEW, few)));
            figures.add(Figure.plain(
                    "heap after collections, its quarters",
                    heap(log).get(3),
                    "MB",
                    heap(log).toString()));
            figures.add(Figure.atMost(LEDGER, "ledger", ground.ledgerBytes() / 1e6, "MB", rows + " rows"));
            figures.add(resume(ground, sheet));
        }
        return figures;
    }

    /** Rows a second of a short sheet, from the start of the process to its end. */
    private static double few() throws IOException, InterruptedException {
        try (Ground ground = Ground.with("generation=PT0S", "bytes=1024")) {
            Path sheet = ground.sheet(FEW);
            long begin = Clock.micros();
            long end = ground.run("-Xmx256m", sheet, options("2-" + (FEW + 1)));
            return FEW / Calls.seconds(begin, end);
        }
    }

    /** Of each quarter of the collections the largest heap left, in MB. */
    private static List<Integer> heap(Path log) throws IOException {
        List<Integer> left = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(AFTER_GC::matcher)
                    .filter(Matcher::find)
                    .forEach(found -> left.add(Integer.valueOf(found.group(1))));
        }
        List<Integer> quarters = new ArrayList<>();
        for (int quarter = 0; quarter < 4; quarter++) {
            quarters.add(left.subList(left.size() * quarter / 4, left.size() * (quarter + 1) / 4).stream()
                    .max(Integer::compare)
                    .orElse(0));
        }
        return quarters;
    }

    private static Figure resume(Ground ground, Path sheet) throws IOException, InterruptedException {
        long before = Clock.micros();
        ground.run("-Xmx256m", sheet, options());
        Calls calls = ground.simulator().end();
        long first =
                calls.submits().stream().filter(at -> at > before).findFirst().orElseThrow();
        double resumed = Calls.seconds(before, first);
        double plain = plainStart();
        return Figure.atMost(
                LATER,
                "first submit of a sheet that is nearly done, later than of one row",
                resumed - plain,
                "s",
                "%.2f s and %.2f s after the start of the process".formatted(resumed, plain));
    }

    private static double plainStart() throws IOException, InterruptedException {
        try (Ground ground = Ground.with("generation=PT0S", "bytes=1024")) {
            Path sheet = ground.sheet(1);
            long before = Clock.micros();
            ground.run("-Xmx256m", sheet, options("2-2"));
            return Calls.seconds(before, ground.simulator().end().firstSubmit());
        }
    }
}
