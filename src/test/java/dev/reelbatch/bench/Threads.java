package dev.reelbatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Threads and sockets at most, of a short and of a ten times longer sheet. */
final class Threads implements Part {

    private static final int FEW = 500;
    private static final int TIMES = 10;
    private static final double SAME = 1.1;

    private record Most(int threads, int sockets) {}

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        Most few = most(Part.scaled(FEW, scale));
        Most many = most(Part.scaled(FEW, scale) * TIMES);
        return List.of(
                figure("threads of a sheet ten times as long", few.threads, many.threads),
                figure("sockets of a sheet ten times as long", few.sockets, many.sockets));
    }

    private static Figure figure(String what, int few, int many) {
        return Figure.atMost(SAME, what, (double) many / few, "x", "%d and %d at most".formatted(few, many));
    }

    private static Most most(int rows) throws IOException, InterruptedException {
        try (Ground ground = Ground.with("generation=PT2S", "bytes=100000")) {
            List<String> options = new ArrayList<>(Ground.EAGER);
            options.addAll(List.of("--rate", "200/s", "--max-in-flight", "1000"));
            Process process = ground.start("", ground.sheet(rows), options);
            Path proc = Path.of("/proc", String.valueOf(process.pid()));
            int threads = 0;
            int sockets = 0;
            while (process.isAlive()) {
                threads = Math.max(threads, count(proc.resolve("task"), false));
                sockets = Math.max(sockets, count(proc.resolve("fd"), true));
                TimeUnit.MILLISECONDS.sleep(50);
            }
            ground.ended(process);
            return new Most(threads, sockets);
        }
    }

    private static int count(Path folder, boolean socketsOnly) {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int)
                    entries.filter(entry -> !socketsOnly || isSocket(entry)).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // the process has just ended
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
