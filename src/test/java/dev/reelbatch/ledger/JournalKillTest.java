package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that the ledger confirmed are there after kill -9. */
@Timeout(120)
class JournalKillTest {

    private static final int ROWS = 600;
    private static final int ENOUGH = 200;

    @Test
    void whenTheProcessIsKilledThenEverythingItRecordedIsThere(@TempDir Path home) throws Exception {
        String url = "jdbc:h2:file:" + home.resolve("ledger")
                + ";WRITE_DELAY=0;RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

        List<String> recorded = recordUntilKilled(url);

        assertThat(recorded).hasSizeGreaterThanOrEqualTo(ENOUGH);
        try (LedgerFixture ledger = new LedgerFixture(url)) {
            Run run = ledger.runs
                    .latestRun(ledger.jobs.job("killed").orElseThrow())
                    .orElseThrow();
            List<ClipState> states = ledger.reruns.rows(run.id()).stream()
                    .map(row -> row.clip().state())
                    .toList();
            for (String line : recorded) {
                String[] words = line.split(" ");
                assertThat(states.get(Integer.parseInt(words[1]) - 2))
                        .as(line)
                        .isGreaterThanOrEqualTo(ClipState.valueOf(words[0]));
            }
            assertThat(ledger.count("submission")).isEqualTo((int)
                    states.stream().filter(state -> state != ClipState.QUEUED).count());
        }
    }

    private static List<String> recordUntilKilled(String url) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Recording.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("[A-Z]+ \\d+\\.")) { // not a log line, and not cut short
                    lines.add(line.substring(0, line.length() - 1));
                }
                if (lines.size() == ENOUGH) {
                    child.toHandle().destroyForcibly(); // Process.destroyForcibly closes its output
                }
            }
        }
        assertThat(child.waitFor()).as("killed, not ended").isEqualTo(137);
        return lines;
    }

    /** The process that is killed: prints each record after it returned. */
    static final class Recording {

        private Recording() {}

        public static void main(String[] arguments) throws IOException {
            LedgerFixture ledger = new LedgerFixture(arguments[0]);
            Run run = ledger.load(
                    ledger.newRun("killed"),
                    IntStream.range(2, ROWS + 2)
                            .mapToObj(row -> LedgerFixture.asking(row, "p" + row))
                            .toArray(RowDraft[]::new));
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(n -> new Thread(() -> record(ledger, run, n)))
                    .toList();
            threads.forEach(Thread::start);
            int end = System.in.read(); // until it is killed, or the test itself dies
            System.exit(end);
        }

        private static void record(LedgerFixture ledger, Run run, int first) {
            for (int row = first + 2; row < ROWS + 2; row += 4) {
                OpenSubmission begun = ledger.begin(run, row, 1);
                say(ClipState.SUBMITTING, row);
                ledger.submits.accepted(begun, "task-" + row, null);
                say(ClipState.SUBMITTED, row);
                ledger.polls.generated(ledger.task(begun.clip()), List.of("https://cdn.example"), null);
                say(ClipState.GENERATED, row);
            }
        }

        private static void say(ClipState state, int row) {
            synchronized (System.out) {
                System.out.println(state + " " + row + ".");
                System.out.flush();
            }
        }
    }
}
