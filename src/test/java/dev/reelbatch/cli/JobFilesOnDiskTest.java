package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.SettableTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job files that are edited while {@code serve} runs. */
class JobFilesOnDiskTest {

    private static final String NIGHTLY = "input: a.csv\nschedule: \"0 2 * * *\"\nmax-cost: 20\n";
    private static final String INBOX = "inbox: drops\nmax-cost: none\n";

    private final SettableTime time = new SettableTime();
    private final Path jobs;

    JobFilesOnDiskTest(@TempDir Path folder) throws IOException {
        jobs = Files.createDirectories(folder.resolve("jobs"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(jobs.resolve(name), text);
    }

    private JobFilesOnDisk begin(String... files) {
        Terminal terminal = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                Reader.nullReader(),
                false,
                Map.of());
        JobFileStates states = JobFileStates.in(jobs, time);
        List<Path> there = List.of(files).stream().map(jobs::resolve).toList();
        return new JobFilesOnDisk(
                states,
                ServedFiles.found(there, terminal, true),
                all -> {
                    if (all.stream().anyMatch(job -> job.approval() != null)) {
                        throw new UserException("nobody could approve");
                    }
                },
                disk -> new JobFileWriter(jobs, true, disk, new JobFilePlaces(jobs, List.of())));
    }

    /** Looks until what was changed has settled. */
    private boolean look(JobFilesOnDisk files) {
        boolean isNew = false;
        for (int i = 0; i < 2; i++) {
            time.advance(Duration.ofSeconds(2));
            isNew |= files.look();
        }
        return isNew;
    }

    private static List<String> names(JobFilesOnDisk files) {
        return files.jobs().stream().map(ServedJob::name).toList();
    }

    private static String maxCost(JobFilesOnDisk files) {
        return Objects.requireNonNull(
                        files.jobs().get(0).request().limits().spending().maxCost())
                .amount()
                .toPlainString();
    }

    private static String problem(JobFilesOnDisk files) {
        assertThat(files.problems()).hasSize(1);
        return files.problems().get(0).why().get();
    }

    @Test
    void whenNothingIsChangedThenNothingIsNew() throws IOException {
        write("nightly.yaml", NIGHTLY);
        JobFilesOnDisk files = begin("nightly.yaml");
        assertThat(look(files)).isFalse();
        write("notes.txt", "no job file");
        assertThat(look(files)).isFalse();
    }

    @Test
    void whenAFileComesChangesOrGoesThenItIsReadOnceItHasSettled() throws IOException {
        JobFilesOnDisk files = begin();
        write("nightly.yaml", NIGHTLY);
        assertThat(files.look()).as("it may be half written").isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(files.look()).isTrue();
        assertThat(maxCost(files)).isEqualTo("20");
        write("nightly.yaml", NIGHTLY.replace("20", "2000"));
        assertThat(look(files)).isTrue();
        assertThat(maxCost(files)).isEqualTo("2000");
        write("inbox.yaml", INBOX);
        assertThat(look(files)).isTrue();
        assertThat(names(files)).containsExactly("inbox", "nightly");
        Files.delete(jobs.resolve("nightly.yaml"));
        assertThat(look(files)).isTrue();
        assertThat(names(files)).containsExactly("inbox");
    }

    @Test
    void whenAFileIsWrongThenItIsServedAsBeforeAndWhatIsWrongIsSaidInTheLanguageOfWhoAsks() throws IOException {
        write("nightly.yaml", NIGHTLY);
        JobFilesOnDisk files = begin("nightly.yaml");
        write("nightly.yaml", NIGHTLY.replace("0 2 * * *", "0 25 * * *"));
        assertThat(look(files)).isTrue();
        assertThat(names(files)).containsExactly("nightly");
        assertThat(problem(files)).contains("nightly.yaml: schedule", "\"25\" can't be the hour");
        assertThat(Text.in(Language.CHINESE, () -> problem(files))).doesNotContain("can't be");
        assertThat(look(files)).as("it is as wrong as before").isFalse();
        write("nightly.yaml", "input: [\n");
        assertThat(look(files)).isTrue();
        assertThat(problem(files)).contains("not readable as YAML");
        write("nightly.yaml", NIGHTLY.replace("20", "30"));
        assertThat(look(files)).isTrue();
        assertThat(files.problems()).isEmpty();
        assertThat(maxCost(files)).isEqualTo("30");
    }

    @Test
    void whenTwoFilesDoNotGoTogetherThenTheFirstIsServedAndTheOtherOnceItIsOutOfItsWay() throws IOException {
        write("nightly.yaml", NIGHTLY);
        JobFilesOnDisk files = begin("nightly.yaml");
        write("again.yaml", NIGHTLY + "job: Nightly\n");
        assertThat(look(files)).isTrue();
        assertThat(names(files)).containsExactly("nightly");
        assertThat(problem(files)).contains("are both the job");
        Files.delete(jobs.resolve("nightly.yaml"));
        assertThat(look(files)).isTrue();
        assertThat(names(files)).containsExactly("Nightly");
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void whenAFileWantsWhatOnlyAStartCanGiveThenItIsServedAsBefore() throws IOException {
        write("nightly.yaml", NIGHTLY + "reelbatch:\n  budget: 500/day\n");
        JobFilesOnDisk files = begin("nightly.yaml");
        write("nightly.yaml", NIGHTLY.replace("20", "900") + "reelbatch:\n  budget: 5000/day\n");
        assertThat(look(files)).isTrue();
        assertThat(problem(files)).contains("reelbatch.budget", "start it again");
        assertThat(maxCost(files)).isEqualTo("20");
        write("nightly.yaml", NIGHTLY + "approve-above: 5\n");
        assertThat(look(files)).isTrue();
        assertThat(problem(files)).isEqualTo("nobody could approve");
        write("nightly.yaml", NIGHTLY + "api-url: https://elsewhere.example\n");
        assertThat(look(files)).isTrue();
        assertThat(problem(files)).contains("api-url");
    }

    @Test
    void whenTheFolderIsGoneThenAllIsServedAsBefore() throws IOException {
        write("nightly.yaml", NIGHTLY);
        JobFilesOnDisk files = begin("nightly.yaml");
        Path away = Files.move(jobs, jobs.resolveSibling("away"));
        assertThat(look(files)).isFalse();
        assertThat(names(files)).containsExactly("nightly");
        Files.move(away, jobs);
        assertThat(look(files)).isFalse();
    }
}
