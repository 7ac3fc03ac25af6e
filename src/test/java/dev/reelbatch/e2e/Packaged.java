package dev.reelbatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The artifacts of {@code mvn package}: the folder with the launcher, and the jar. */
final class Packaged {

    static final Path TARGET = Path.of("target").toAbsolutePath();

    /** Emptied by each test run. */
    static final Path E2E = emptied(TARGET.resolve("e2e"));

    static final Path APP = TARGET.resolve("reelbatch");
    static final Path LAUNCHER = APP.resolve("bin/reelbatch");
    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private Packaged() {}

    /** The jar, without the launcher. */
    static List<String> jar(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(JAVA_HOME.resolve("bin/java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", TARGET.resolve("reelbatch.jar").toString()));
        return command;
    }

    private static Path emptied(Path folder) {
        try {
            Trees.delete(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
