package dev.reelbatch.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * 200 files of 8 MiB: reelbatch, which hashes each and forces it to the disk, in turns with curl and
 * aria2c, which don't hash, on the same files, followed by a sync of them. Each has as many downloads under way at
 * once.
 *
 * <p>Of reelbatch it counts from its first download to its last file: until that has its name, which is
 * forced to the disk, too, and nothing is left of its part. What comes before and after are no downloads: start,
 * submits, questions, and the report.
 */
final class DownloadSpeed implements Part {

    private static final int FILES = 200;
    private static final int BYTES = 8 << 20;
    private static final int ROUNDS = 3;
    private static final int PARALLEL = 4; // the default of `download.parallel`
    private static final Pattern URL = Pattern.compile("\"urls\":\\[\"([^\"]+)\"");

    /** @param lastInPlace of reelbatch's files, in microseconds; of the others the seconds they took */
    private record Round(List<String> tasks, long lastInPlace, double curl, double aria) {

        double reelbatch(Calls calls) {
            long first = tasks.stream().mapToLong(calls.downloads()::get).min().orElseThrow();
            return Calls.seconds(first, lastInPlace);
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        int files = Part.scaled(FILES, scale);
        try (Ground ground = Ground.with("generation=PT5S", "sigma=0", "bytes=" + BYTES)) {
            round(ground, files); // warms the simulator up and is not counted
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round(ground, files));
            }
            Calls calls = ground.simulator().end();
            List<Double> ours =
                    rounds.stream().map(round -> round.reelbatch(calls)).toList();
            return List.of(
                    figure(
                            "curl --parallel",
                            files,
                            ours,
                            rounds.stream().map(Round::curl).toList()),
                    figure(
                            "aria2c",
                            files,
                            ours,
                            rounds.stream().map(Round::aria).toList()));
        }
    }

    private Round round(Ground host, int files) throws IOException, InterruptedException {
        try (Ground ground = host.guest()) {
            ground.run("", ground.sheet(files), options());
            // Each file's last step is that the note beside its part goes, and shows in the folder's time
            FileTime last = Files.getLastModifiedTime(ground.out().resolve("videos"));
            List<String> urls = urls(ground);
            return new Round(
                    ground.tasks(),
                    last.to(TimeUnit.MICROSECONDS),
                    other(ground, urls, "curl", this::curl),
                    other(ground, urls, "aria2c", this::aria));
        } finally {
            settle();
        }
    }

    /** Writes back what one program left to the disk, so that it does not slow the next one down. */
    private static void settle() throws IOException, InterruptedException {
        run(List.of("sync"), Path.of("."));
    }

    private static List<String> options() {
        return List.of(
                "--rate",
                "2000/s",
                "--max-in-flight",
                "1000",
                "-Dreelbatch.poll.first-after=5s",
                "-Dreelbatch.poll.interval=100ms",
                "-Dreelbatch.poll.rate=2000/s",
                "-Dreelbatch.download.parallel=" + PARALLEL);
    }

    private static Figure figure(String other, int files, List<Double> ours, List<Double> theirs) {
        String note = "%d files, reelbatch %s s, %s %s s".formatted(files, rounded(ours), other, rounded(theirs));
        return Figure.atLeast(1, "download: speed of " + other, median(theirs) / median(ours), "x", note);
    }

    private static String rounded(List<Double> seconds) {
        return seconds.stream().map("%.2f"::formatted).toList().toString();
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    /** The addresses of all videos, as the API gives them. */
    private List<String> urls(Ground ground) throws IOException, InterruptedException {
        List<String> urls = new ArrayList<>();
        for (String task : ground.tasks()) {
            URI status = URI.create(ground.simulator().url() + "/v1/tasks/status?task_id=" + task);
            HttpRequest request = HttpRequest.newBuilder(status)
                    .header("Authorization", "none")
                    .build();
            Matcher url = URL.matcher(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (url.find()) {
                urls.add(url.group(1));
            }
        }
        return urls;
    }

    /** Another program that downloads files into a folder. */
    private interface Other {
        List<String> command(Path folder, List<String> urls) throws IOException;
    }

    /** Seconds; not a number where the program is not installed. */
    private static double other(Ground ground, List<String> urls, String name, Other other)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(ground.folder().resolve(name));
        List<String> command = other.command(folder, urls);
        settle();
        long begin = Clock.micros();
        try {
            run(command, folder);
        } catch (IOException e) {
            return Double.NaN;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> sync = new ArrayList<>(List.of("sync"));
            files.map(Path::toString).forEach(sync::add);
            run(sync, folder);
        }
        double took = Calls.seconds(begin, Clock.micros());
        delete(folder);
        return took;
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.get(0) + " failed");
        }
    }

    private List<String> curl(Path folder, List<String> urls) throws IOException {
        StringBuilder config = new StringBuilder();
        for (int i = 0; i < urls.size(); i++) {
            config.append("url=\"%s\"\noutput=\"%s/%d.mp4\"\n".formatted(urls.get(i), folder, i));
        }
        Path file = Files.writeString(folder.resolveSibling("curl.conf"), config);
        return List.of("curl", "-s", "--parallel", "--parallel-max", "" + PARALLEL, "--config", file.toString());
    }

    private List<String> aria(Path folder, List<String> urls) throws IOException {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < urls.size(); i++) {
            input.append("%s\n  out=%d.mp4\n".formatted(urls.get(i), i));
        }
        Path file = Files.writeString(folder.resolveSibling("aria.txt"), input);
        return List.of(
                "aria2c",
                "-q",
                "-j" + PARALLEL,
                "--file-allocation=none",
                "-d",
                folder.toString(),
                "-i",
                file.toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
