package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HomeLockTest {

    private final SettableTime time = new SettableTime();
    private Home home;

    @BeforeEach
    void create(@TempDir Path folder) {
        home = new Home(folder.resolve("home"), false).create();
    }

    /** The other process: exits with 0 if it gets the lock. */
    public static void main(String... arguments) throws InterruptedException {
        Home home = new Home(Path.of(arguments[0]), false);
        System.exit(HomeLock.take(home, Duration.ZERO, Time.system()).isPresent() ? 0 : 5);
    }

    @Test
    void whenOneProcessHasTheHomeThenAnotherDoesNotGetItBeforeItLeaves() throws Exception {
        try (HomeLock lock = take(Duration.ZERO).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(take(Duration.ZERO)).as("in this process").isEmpty();
            assertThat(otherProcess()).as("after a try in this process").isEqualTo(5);
        }
        assertThat(otherProcess()).isZero();
    }

    @Test
    void whenTheHomeIsInUseThenItIsWaitedFor() throws Exception {
        HomeLock lock = take(Duration.ZERO).orElseThrow();
        assertThat(take(Duration.ofSeconds(10))).isEmpty();
        assertThat(time.slept()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        lock.close();
        take(Duration.ZERO).orElseThrow().close();
    }

    private Optional<HomeLock> take(Duration atMost) throws InterruptedException {
        return HomeLock.take(home, atMost, time);
    }

    private int otherProcess() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HomeLockTest.class.getName(),
                        home.folder().toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
