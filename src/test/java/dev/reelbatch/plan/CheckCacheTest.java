package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.job.JobFixture;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.submit.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A long sheet that goes on is not read again; it would be seen here, since its copy can't be read any more. */
@Timeout(120)
class CheckCacheTest {

    private static final int ROWS = 1_000;

    private final JobFixture fixture;

    CheckCacheTest(@TempDir Path folder) {
        fixture = new JobFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whenALongSheetGoesOnThenItIsNotReadAgainAndTheOfferIsTheSame() throws IOException {
        Path sheet = fixture.sheet("mugs.csv", prompts(ROWS));
        fixture.run(request(sheet, "2-4", null));
        fixture.jdbc.sql("update clip set state = 'FAILED' where id = 2").update();
        fixture.jdbc.sql("update clip set state = 'IN_DOUBT' where id = 9").update();
        Quote read = offerOfTheSheetRead(sheet);

        makeCopiesUnreadable();
        Quote quote = fixture.plan(request(sheet, null, null)).offer();

        assertThat(quote).isEqualTo(read);
        assertThat(quote.toPay()).isEqualTo(ROWS - 4);
        assertThat(quote.existing().get(ClipState.DELIVERED)).isEqualTo(2);
        assertThat(quote.adopted()).containsEntry("mugs", 4);
        assertThat(quote.sheet().validRows()).isEqualTo(ROWS);
    }

    @Test
    void whenALongSheetThatWasCutShortGoesOnThenItsRowsAreDelivered() throws IOException {
        Path sheet = fixture.sheet("mugs.csv", prompts(ROWS));
        fixture.run(request(sheet, "2-4", null));
        fixture.jdbc
                .sql("update clip set state = 'FAILED' where id > 3 and id < " + ROWS)
                .update();

        makeCopiesUnreadable();
        fixture.run(request(sheet, null, null));

        assertThat(fixture.simulator.acceptedCount())
                .as("the first three, and the last")
                .isEqualTo(4);
        assertThat(fixture.count("clip where state = 'DELIVERED'")).isEqualTo(4);
    }

    @Test
    void whenTheRulesAreOthersThenTheSheetIsReadAgain() throws IOException {
        Path sheet = fixture.sheet("mugs.csv", prompts(ROWS));
        fixture.run(request(sheet, "2-2", null));

        makeCopiesUnreadable();

        assertThatThrownBy(() -> fixture.plan(request(sheet, null, new Defaults(null, null, 8))))
                .isInstanceOf(SheetException.class);
    }

    @Test
    void whenASheetIsShortThenNothingIsKept() {
        fixture.run(request(fixture.sheet("mugs.csv", prompts(ROWS - 1)), "2-2", null));

        assertThat(fixture.count("run_check")).isZero();
    }

    @Test
    void whenThereIsAWarningForEachRowThenNothingIsKeptAndTheRunGoesOn() {
        String models = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "a mug of size " + row + ",a model that nobody knows " + row)
                .collect(Collectors.joining("\n", "prompt,model\n", "\n"));
        fixture.run(request(fixture.sheet("mugs.csv", models), "2-2", null));

        assertThat(fixture.count("run_check")).isZero();
        assertThat(fixture.simulator.acceptedCount()).isEqualTo(1);
    }

    /** The offer as it is when nothing is known of the sheet. */
    private Quote offerOfTheSheetRead(Path sheet) {
        String key = fixture.jdbc
                .sql("select checked_as from run_check")
                .query(String.class)
                .single();
        fixture.jdbc.sql("update run_check set checked_as = 'something else'").update();
        Quote quote = fixture.plan(request(sheet, null, null)).offer();
        fixture.jdbc.sql("update run_check set checked_as = ?").param(key).update();
        return quote;
    }

    private void makeCopiesUnreadable() throws IOException {
        try (Stream<Path> copies = Files.list(fixture.folder.resolve("home/inputs"))) {
            for (Path copy : copies.toList()) {
                Files.writeString(copy, "");
            }
        }
    }

    private static String prompts(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(row -> "a mug of size " + row)
                .collect(Collectors.joining("\n", "prompt\n", "\n"));
    }

    private RunRequest request(Path sheet, @Nullable String rows, @Nullable Defaults defaults) {
        RunLimits limits = new RunLimits(
                rows == null ? RowRanges.ALL : RowRanges.of(rows),
                Rate.of("600/min"),
                20,
                SpendingLimits.NONE,
                null,
                Duration.ofHours(9));
        return new RunRequest(sheet, null, fixture.folder.resolve("out"), defaults, null, false, false, limits);
    }
}
