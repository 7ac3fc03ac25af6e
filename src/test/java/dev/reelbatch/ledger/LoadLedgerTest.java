package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static dev.reelbatch.ledger.LedgerFixture.fingerprint;
import static dev.reelbatch.ledger.LedgerFixture.invalidRow;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadLedgerTest {

    private static final Price DEARER = new Price(new BigDecimal("9.9900"), "CNY");

    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource(ClipState.class)
    void whenAnotherSheetAskedForTheSameThenItsClipIsAdoptedInWhateverState(ClipState state) {
        Run first = ledger.load(ledger.newRun("first"), asking(2, "a"));
        put(ledger.clip(first, 2), state);

        Run second = ledger.load(ledger.newRun("second"), asking(7, "a"));

        Clip adopted = ledger.clip(second, 7);
        assertThat(adopted.id()).isEqualTo(ledger.clip(first, 2).id());
        assertThat(adopted.state()).isEqualTo(state);
        assertThat(adopted.runId()).as("the run that asked for it last").isEqualTo(second.id());
        assertThat(ledger.count("clip")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(ClipState.class)
    void whenAnEarlierVersionMadeAnotherRequestOfTheRowThenOnlyAPaidClipIsAdopted(ClipState state) {
        Run first = ledger.load(ledger.newRun("first"), asking(2, "before"));
        put(ledger.clip(first, 2), state);

        RowDraft now = asking(2, "now");
        RowDraft.Request request = Objects.requireNonNull(now.request());
        RowDraft superseding = new RowDraft(
                2,
                1,
                new RowDraft.Request(
                        request.fingerprint(),
                        request.keys().superseding(LedgerFixture.keys(fingerprint("before"))),
                        request.api(),
                        request.json(),
                        request.model(),
                        request.size(),
                        request.duration(),
                        request.price()),
                null,
                now.fileName(),
                now.prompt(),
                now.other(),
                now.cells(),
                null);
        Run second = ledger.load(ledger.newRun("second"), superseding);

        boolean isAdopted = ledger.clip(second, 2).id() == ledger.clip(first, 2).id();
        assertThat(isAdopted).isEqualTo(state.isPaidOrInDoubt());
        assertThat(ledger.clip(ledger.load(second, superseding), 2).id())
                .isEqualTo(ledger.clip(second, 2).id());
    }

    @Test
    void whenRowsAreEqualThenTheyTakeDifferentClipsThoseFurthestAlongFirst() {
        Run first = ledger.load(
                ledger.newRun("first"),
                asking(2, 1, "a", null),
                asking(3, 1, "a", null),
                asking(4, 1, "a", null),
                asking(5, 1, "a", null));
        put(ledger.clip(first, 2), ClipState.FAILED);
        put(ledger.clip(first, 3), ClipState.SUBMITTED);
        put(ledger.clip(first, 5), ClipState.DELIVERED);

        Run second =
                ledger.load(ledger.newRun("second"), asking(2, 1, "a", null), asking(2, 2, "a", null), asking(9, "a"));

        assertThat(states(second)).containsExactly(ClipState.DELIVERED, ClipState.SUBMITTED, ClipState.FAILED);
        assertThat(ledger.count("clip")).isEqualTo(4);
    }

    @Test
    void whenRowsAskForMoreThanThereIsThenOnlyTheMissingAreCreated() {
        Run first = ledger.load(ledger.newRun("first"), asking(2, "a"));
        put(ledger.clip(first, 2), ClipState.DELIVERED);

        Run second = ledger.load(ledger.newRun("second"), asking(2, "a"), asking(3, "a"), asking(4, "b"));

        assertThat(states(second)).containsExactly(ClipState.DELIVERED, ClipState.QUEUED, ClipState.QUEUED);
        assertThat(ledger.clip(second, 3).take()).isEqualTo(1);
        assertThat(ledger.count("clip")).isEqualTo(3);
    }

    @Test
    void whenRowsBecomeFewerThenTheOthersLeaveTheSheetAndAreNotSubmitted() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "a"), asking(4, "b"));
        put(ledger.clip(run, 2), ClipState.DELIVERED);

        Run fewer = ledger.load(ledger.newRun("sheet"), asking(2, "a"));

        assertThat(states(fewer)).containsExactly(ClipState.DELIVERED);
        assertThat(ledger.queued(fewer)).isEmpty();
        assertThat(ledger.count("clip")).isEqualTo(3);
    }

    @Test
    void whenARunsOwnSheetHasFewerEqualRowsThenTheRowKeepsItsClip() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "a"));
        long third = ledger.clip(run, 3).id();

        Run again = ledger.load(run, asking(3, "a"));

        assertThat(ledger.clip(again, 3).id()).isEqualTo(third);
        assertThat(rowsInForce(again)).isEqualTo(1);
    }

    @Test
    void whenRowsAreReorderedThenEachRequestKeepsItsClip() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"), asking(4, "c"));
        long a = ledger.clip(run, 2).id();
        long b = ledger.clip(run, 3).id();
        long c = ledger.clip(run, 4).id();

        Run again = ledger.load(run, asking(2, "c"), asking(3, "a"), asking(4, "b"));

        assertThat(clips(again)).containsExactly(c, a, b);
    }

    @Test
    void whenEqualRowsAreLoadedAgainThenEachKeepsItsOwnClip() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "a"), asking(4, "a"));
        put(ledger.clip(run, 4), ClipState.DELIVERED);
        List<Long> before = clips(run);

        Run again = ledger.load(run, asking(2, "a"), asking(3, "a"), asking(4, "a"));

        assertThat(clips(again)).isEqualTo(before);
    }

    @Test
    void whenARowWasPaidForAgainThenItKeepsTheLaterTakeAlsoUnderAnotherNumber() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"));
        put(ledger.clip(run, 2), ClipState.DELIVERED);
        ledger.payAgain(run, 2);
        long next = ledger.clip(run, 2).id();
        put(ledger.clip(run, 2), ClipState.SUBMITTED);

        Run again = ledger.load(run, asking(5, "a"));

        assertThat(clips(again)).containsExactly(next);
    }

    @Test
    void whenALoadIsRepeatedThenNothingIsCreatedTwice() {
        RowDraft[] rows = IntStream.range(2, 40)
                .mapToObj(row -> asking(row, "p" + row % 7))
                .toArray(RowDraft[]::new);
        Run run = ledger.load(ledger.newRun("sheet"), rows);

        Run again = ledger.load(run, rows);

        assertThat(clips(again)).isEqualTo(clips(run)).doesNotHaveDuplicates();
        assertThat(ledger.count("clip")).isEqualTo(rows.length);
        assertThat(ledger.count("run_row")).isEqualTo(rows.length);
    }

    @Test
    void whenALoadWasCutShortThenItsRepetitionCreatesOnlyWhatIsMissing() {
        Run run = ledger.newRun("sheet");
        ledger.loads.add(run, ledger.loads.begin(run), Takes.NONE, List.of(asking(2, "a"), asking(3, "a")));

        Run loaded = ledger.load(run, asking(2, "a"), asking(3, "a"), asking(4, "b"));

        assertThat(clips(loaded)).hasSize(3).doesNotHaveDuplicates();
        assertThat(ledger.count("clip")).isEqualTo(3);
        assertThat(ledger.count("run_row")).isEqualTo(3);
    }

    @Test
    void whenEqualRowsComeInSeveralChunksThenTheyStillTakeDifferentClips() {
        Run run = ledger.newRun("sheet");
        int load = ledger.loads.begin(run);
        ledger.loads.add(run, load, Takes.NONE, List.of(asking(2, "a")));
        ledger.loads.add(run, load, Takes.NONE, List.of(asking(3, "a")));
        ledger.loads.finish(run, load, "key");

        assertThat(clips(run)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whenALoadIsNotFinishedThenTheRowsBeforeItAreInForce() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"));

        int load = ledger.loads.begin(run);
        ledger.loads.add(run, load, Takes.NONE, List.of(asking(2, "b"), asking(3, "c")));

        assertThat(queuedPrompts(run)).containsExactly("2 a");
        assertThat(ledger.runs.run(run.id()).loadedAs()).isEqualTo("load 1");
        ledger.loads.finish(run, load, "key");
        assertThat(queuedPrompts(run)).containsExactly("2 b", "3 c");
        assertThat(ledger.runs.run(run.id()).loadedAs()).isEqualTo("key");
        assertThat(ledger.count("run_row")).isEqualTo(2);
    }

    @Test
    void whenTheFirstLoadIsNotFinishedThenNothingIsQueued() {
        Run run = ledger.newRun("sheet");

        ledger.loads.add(run, ledger.loads.begin(run), Takes.NONE, List.of(asking(2, "a")));

        assertThat(ledger.queued(run)).isEmpty();
        assertThat(ledger.runs.run(run.id()).loadedAs()).isNull();
    }

    @Test
    void whenPricesChangeThenTheyAreRefreshedForWhatIsStillQueuedAlone() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        ledger.drive(run, 3, ClipState.SUBMITTED);

        Run again = ledger.load(run, asking(2, 1, "a", DEARER), asking(3, 1, "b", DEARER));

        assertThat(ledger.clip(again, 2).price()).isEqualTo(DEARER);
        assertThat(ledger.clip(again, 3).price()).isEqualTo(new Price(new BigDecimal("2.8400"), "CNY"));
    }

    @Test
    void whenARowIsInvalidThenItHasNoClip() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), invalidRow(3, "No prompt", "{}"));

        assertThat(ledger.count("clip")).isEqualTo(1);
        assertThat(ledger.rows.invalidRows(run.id())).isEqualTo(1);
        assertThat(ledger.reruns.rows(run.id())).hasSize(1);
    }

    @Test
    void whenOnlyInvalidRowsComeThenTheyAreLoaded() {
        Run run = ledger.load(ledger.newRun("sheet"), invalidRow(2, "No prompt", "{}"));

        assertThat(ledger.rows.invalidRows(run.id())).isEqualTo(1);
    }

    @Test
    void whenARunIsFreshThenEveryRowGetsTheNextTake() {
        Run first = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "a"), asking(4, "b"));
        put(ledger.clip(first, 2), ClipState.DELIVERED);

        Run fresh = loadFresh("sheet", asking(2, "a"), asking(3, "a"), asking(4, "b"));

        assertThat(takes(fresh)).containsExactly(2, 2, 2);
        assertThat(clips(fresh)).doesNotContainAnyElementsOf(clips(first)).doesNotHaveDuplicates();
    }

    @Test
    void whenAFreshLoadWasKilledThenItGoesOnWithTheSameTakes() {
        Run first = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        put(ledger.clip(first, 2), ClipState.DELIVERED);
        Run fresh = ledger.newRun("sheet");
        Takes takes = ledger.fresh(fresh);
        ledger.loads.add(fresh, ledger.loads.begin(fresh), takes, List.of(asking(2, "a")));

        Run goneOn = ledger.load(fresh, takes, asking(2, "a"), asking(3, "b"));

        assertThat(takes(goneOn)).containsExactly(2, 2);
        assertThat(ledger.count("clip")).isEqualTo(4);
    }

    @Test
    void whenAnotherRunGoesOnWithAFreshOneThenItAdoptsItsClipsAlone() {
        Run first = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"));
        put(ledger.clip(first, 2), ClipState.DELIVERED);
        put(ledger.clip(first, 3), ClipState.DELIVERED);
        Run fresh = ledger.newRun("sheet");
        Takes takes = ledger.fresh(fresh);
        fresh = ledger.load(fresh, takes, asking(2, "a"));
        put(ledger.clip(fresh, 2), ClipState.SUBMITTED);

        Run changed = ledger.load(ledger.newRun("sheet"), takes, asking(2, "a"), asking(3, "b"), asking(4, "a"));

        assertThat(ledger.clip(changed, 2).id()).isEqualTo(ledger.clip(fresh, 2).id());
        assertThat(takes(changed)).as("one paying-again is one take").containsExactly(2, 2, 2);
        assertThat(states(changed)).containsExactly(ClipState.SUBMITTED, ClipState.QUEUED, ClipState.QUEUED);
    }

    @Test
    void whenASecondFreshRunBeginsThenItIsTheTakeAfter() {
        ledger.load(ledger.newRun("sheet"), asking(2, "a"));
        loadFresh("sheet", asking(2, "a"));

        Run second = loadFresh("sheet", asking(2, "a"));

        assertThat(takes(second)).containsExactly(3);
    }

    @Test
    void whenAnOrdinaryRunFollowsAFreshOneThenItAdoptsTheLatestTakeThatIsAsFar() {
        Run first = ledger.load(ledger.newRun("sheet"), asking(2, "a"));
        put(ledger.clip(first, 2), ClipState.DELIVERED);
        Run fresh = loadFresh("sheet", asking(2, "a"));
        put(ledger.clip(fresh, 2), ClipState.DELIVERED);

        Run ordinary = ledger.load(ledger.newRun("other"), asking(2, "a"));

        assertThat(takes(ordinary)).containsExactly(2);
    }

    @Test
    void whenClipsExistThenTheyAreToldByRequestThoseAdoptedFirstAtTheHead() {
        Run first = ledger.load(ledger.newRun("first"), asking(2, "a"), asking(3, "a"), asking(4, "b"));
        put(ledger.clip(first, 3), ClipState.GENERATED);
        Run fresh = ledger.newRun("again");
        Takes takes = ledger.fresh(fresh);
        ledger.load(fresh, takes, asking(2, "a"));
        List<String> requests = List.of(fingerprint("a"), fingerprint("b"), fingerprint("c"));

        AdoptableClips all = existing(requests, Takes.NONE, null);
        List<String> a = List.of(fingerprint("a"));
        assertThat(all.take(a, 2, 1, false)).extracting(Candidate::state).isEqualTo(ClipState.GENERATED);
        assertThat(all.take(a, 4, 1, false)).extracting(Candidate::runId).isEqualTo(first.id());
        assertThat(all.take(a, 5, 1, false))
                .as("another take is only for whom asked for it")
                .isNull();
        assertThat(all.take(List.of(fingerprint("b")), 2, 1, false)).isNotNull();
        assertThat(all.take(List.of(fingerprint("c")), 2, 1, false)).isNull();

        AdoptableClips again = existing(requests, takes, null);
        assertThat(again.take(a, 2, 1, true)).extracting(Candidate::runId).isEqualTo(fresh.id());
        assertThat(again.take(a, 3, 1, true)).isNull();
        assertThat(again.take(a, 3, 1, false)).extracting(Candidate::state).isEqualTo(ClipState.GENERATED);
    }

    @Test
    void whenAClipIsKnownByTwoKeysThenItIsTakenOnce() {
        Run run = ledger.load(ledger.newRun("first"), asking(2, "a"));
        ledger.jdbc
                .sql("insert into clip_key (fingerprint, clip_id) values (?, ?)")
                .params(fingerprint("b"), ledger.clip(run, 2).id())
                .update();

        AdoptableClips both = existing(List.of(fingerprint("a"), fingerprint("b")), Takes.NONE, null);
        assertThat(both.take(List.of(fingerprint("b")), 2, 1, false)).isNotNull();
        assertThat(both.take(List.of(fingerprint("a")), 3, 1, false)).isNull();
    }

    @Test
    void whenARequestIsOfAnotherAccountThenItsClipIsLeftAlone() {
        ledger.load(ledger.newRun("first"), asking(2, "a"));

        List<String> a = List.of(fingerprint("a"));
        assertThat(ledger.loads
                        .existing(a, "https://other.example", Takes.NONE, null)
                        .take(a, 2, 1, false))
                .isNull();
    }

    @Test
    void whenARunIsToBeLoadedAnewThenItsRowsKeepWhatTheyHold() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "a"));
        put(ledger.clip(run, 3), ClipState.DELIVERED);

        List<String> a = List.of(fingerprint("a"));
        AdoptableClips free = existing(a, Takes.NONE, run);
        assertThat(free.take(a, 2, 1, false)).extracting(Candidate::state).isEqualTo(ClipState.QUEUED);
        assertThat(free.take(a, 9, 1, false)).extracting(Candidate::state).isEqualTo(ClipState.DELIVERED);
    }

    @Test
    void whenVeryManyRequestsAreLookedUpThenNoneIsForgotten() {
        List<RowDraft> rows = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int row = 2; row < 1103; row++) {
            rows.add(asking(row, "p" + row));
            expected.add(fingerprint("p" + row));
        }
        ledger.load(ledger.newRun("long"), rows.toArray(RowDraft[]::new));

        AdoptableClips all = existing(expected, Takes.NONE, null);
        assertThat(expected).allMatch(key -> all.take(Set.of(key), 2, 1, false) != null);
    }

    @Test
    void whenARowsTextsAreVeryLongThenItIsLoaded() {
        String text = "x".repeat(3000);
        RowDraft.Request request =
                new RowDraft.Request("print", LedgerFixture.keys("print"), text, "{}", text, text, 4, null);

        Run run = ledger.load(ledger.newRun("sheet"), new RowDraft(2, 1, request, text, text, text, "{}", "{}", null));

        assertThat(ledger.clip(run, 2).model()).isEqualTo(text);
    }

    private AdoptableClips existing(Collection<String> known, Takes takes, @Nullable Run loadedAnew) {
        return ledger.loads.existing(known, LedgerFixture.API, takes, loadedAnew);
    }

    private void put(Clip clip, ClipState state) {
        ledger.jdbc
                .sql("update clip set state = ? where id = ?")
                .params(state.name(), clip.id())
                .update();
    }

    private List<Long> clips(Run run) {
        return ledger.reruns.rows(run.id()).stream().map(row -> row.clip().id()).toList();
    }

    private List<ClipState> states(Run run) {
        return ledger.reruns.rows(run.id()).stream()
                .map(row -> row.clip().state())
                .toList();
    }

    private List<Integer> takes(Run run) {
        return ledger.reruns.rows(run.id()).stream()
                .map(row -> row.clip().take())
                .toList();
    }

    private int rowsInForce(Run run) {
        return ledger.reruns.rows(run.id()).size();
    }

    private Run loadFresh(String job, RowDraft... rows) {
        Run run = ledger.newRun(job);
        return ledger.load(run, ledger.fresh(run), rows);
    }

    private List<String> queuedPrompts(Run run) {
        List<String> prompts = new ArrayList<>();
        List<Integer> queued = ledger.queued(run).stream().map(QueuedClip::row).toList();
        ledger.reports.forEachRow(run.id(), row -> {
            if (queued.contains(row.row())) {
                prompts.add(row.row() + " " + row.prompt());
            }
        });
        return prompts;
    }
}
