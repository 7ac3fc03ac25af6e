package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.stage.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DispatcherTest {

    @Test
    void whenAJobWaitsForAnothersClipsThenItsSheetIsNotReadAgainAtEachLook(@TempDir Path folder) throws Exception {
        try (ServeRig rig = new ServeRig(folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(30)))) {
            ServeLog words = new ServeLog(new PrintWriter(new StringWriter()), rig.time);
            Dispatcher dispatcher = new Dispatcher(
                    rig.session.runs(), 4, new StopSignal(), new RecurringWork(words), words, new Nobody(), rig.time);
            AtomicInteger plans = new AtomicInteger();
            CountDownLatch over = new CountDownLatch(2);
            ServedJob first = rig.nightly("first", rig.file("first.csv", "prompt\na mug\n"), RowRanges.ALL);
            ServedJob second = rig.nightly("second", rig.file("second.csv", "prompt\na mug\n"), RowRanges.ALL);
            dispatcher.add(errand(rig, first, new AtomicInteger(), over));
            dispatcher.add(errand(rig, second, plans, over));
            int looks = 0;
            while (over.getCount() > 0) {
                dispatcher.startDue();
                dispatcher.awaitChange(Duration.ofMillis(5));
                looks++;
            }
            dispatcher.awaitIdle();
            assertThat(looks).isGreaterThan(10);
            assertThat(plans).hasValue(2);
        }
    }

    private static ServedRun errand(ServeRig rig, ServedJob job, AtomicInteger plans, CountDownLatch over) {
        RunRequest request = job.request();
        return new JobRun(
                        job.name(),
                        job.name(),
                        null,
                        Wish.Kind.RUN,
                        rig.records().of(job),
                        () -> {
                            plans.incrementAndGet();
                            return rig.session.runs().plan(request, rig.backend());
                        },
                        rig.session.runs().unfinished(),
                        null)
                .on(new Occasion() {
                    @Override
                    public void begun(boolean paysAgain) {}

                    @Override
                    public void over() {
                        over.countDown();
                    }
                });
    }

    private static final class Nobody implements RunEndListener {

        @Override
        public Optional<String> notApproved(String job, String why) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ended(RunResult result, boolean goesOn) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refused(String job, Throwable why) {
            return Optional.empty();
        }
    }
}
