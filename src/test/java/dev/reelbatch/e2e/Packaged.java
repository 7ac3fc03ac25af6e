package dev.reelbatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar, unpacked by its own tools and with an archive of its classes, which halves the
 * start of a child; made once per test run.
 */
final class Packaged {

    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final Path JAR = TARGET.resolve("reelbatch.jar");
    static final Path E2E = TARGET.resolve("e2e");
    private static final Path APP = E2E.resolve("app");
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
    private static final int MINUTES = 2;

    private static final class Unpacked {
        static final List<String> COMMAND = unpack();
    }

    private Packaged() {}

    /** Java with its options, without {@code -jar}. */
    static List<String> java() {
        return Unpacked.COMMAND;
    }

    static Path unpackedJar() {
        return APP.resolve("reelbatch.jar");
    }

    private static List<String> unpack() {
        Path archive = APP.resolve("classes.jsa");
        try {
            Trees.delete(E2E);
            Files.createDirectories(E2E);
            launch(List.of("-Djarmode=tools"), JAR, "extract", "--destination", APP.toString());
            Path sheet = Files.writeString(APP.resolve("warm.csv"), "prompt\nA kite\n");
            launch(
                    List.of(
                            "-XX:ArchiveClassesAtExit=" + archive,
                            "-Xlog:disable",
                            "-Dreelbatch.rehearsal.speed=500",
                            "-Duser.home=" + APP),
                    unpackedJar(),
                    "run",
                    sheet.toString(),
                    "--rehearse",
                    "--out",
                    APP.resolve("out").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(QUICK);
        command.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
        return List.copyOf(command);
    }

    private static void launch(List<String> options, Path jar, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(QUICK);
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path console = E2E.resolve("unpack.txt");
        Process process = new ProcessBuilder(command)
                .directory(TARGET.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(jar + " could not be made ready: " + Files.readString(console));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
