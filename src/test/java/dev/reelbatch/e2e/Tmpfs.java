package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A small disk of a test's own, which can be filled, enlarged and set read-only; only root may have one. */
public final class Tmpfs implements AutoCloseable {

    private static final int PAGE = 4096;

    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /** Mounts it there, or skips the test. */
    public static Tmpfs mount(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        if (!said.isEmpty()) {
            abort("A full disk is not tried: no tmpfs may be mounted here (" + said.strip() + ")");
        }
        return new Tmpfs(folder);
    }

    /** For example {@code size=8m} or {@code ro}. */
    void remount(String options) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount," + options, folder.toString())).isEmpty();
    }

    /** Takes all the room that is left, also what is given back meanwhile. */
    public void fill() throws IOException {
        FileStore store = Files.getFileStore(folder);
        Path filler = folder.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            while (store.getUsableSpace() > 0) {
                out.write(new byte[PAGE]);
            }
        } catch (IOException e) {
            assertThat(store.getUsableSpace()).as("%s", e).isZero();
        }
    }

    /** Gives some bytes back. */
    public void spare(int bytes) throws IOException {
        try (FileChannel filler = FileChannel.open(folder.resolve("filler"), StandardOpenOption.WRITE)) {
            filler.truncate(filler.size() - bytes);
        }
    }

    public void empty() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(Stream.of(command).toList())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said + " ";
        } catch (IOException e) {
            return List.of(command).get(0) + " is missing ";
        }
    }

    /** Also while a child still has files open there: it is gone when the last of them is closed. */
    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", "-l", folder.toString())).isEmpty();
    }
}
