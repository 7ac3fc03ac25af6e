package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run and its page ask must not read the whole home, however many other runs that has. */
class QueryPlanTest {

    private static final LedgerFixture LEDGER = new LedgerFixture();
    private static final String TIME = "timestamp with time zone '2026-11-24 14:00:00+00:00'";
    private static final String ALL_DELIVERED = "CLIP_STATE: STATE = 'DELIVERED'";

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    static Stream<String> statements() {
        return Stream.of(
                PollLedger.OPEN.replace(":api", "'modelverse'"),
                PollLedger.DURATIONS,
                DeliveredFileLedger.DELIVERED_OF_RUN,
                DeliveredFileLedger.VIDEOS_OF_RUN.formatted("r.row_number, r.variant, v.number"),
                ReportLedger.UNASKED,
                JobRows.REQUESTED,
                JobRows.OF_RUN,
                JobRows.TAKEN_AGAIN,
                LatestHolders.HELD,
                DoubtLedger.OF_LATEST_RUNS,
                RecentPace.BY_MINUTE.replaceAll(":(from|before)", TIME),
                RecentPace.DOWNLOADED.replace("?", TIME));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void whenARunIsServedThenNoTableIsReadAsAWhole(String sql) {
        assertThat(plan(values(sql))).doesNotContain("tableScan").doesNotContain(ALL_DELIVERED);
    }

    @Test
    void whenAllClipsAreAskedForThenThePlanSaysSo() {
        assertThat(plan("select model from clip")).contains("tableScan");
        assertThat(plan("select model from clip where state = 'DELIVERED'")).contains(ALL_DELIVERED);
    }

    @Test
    void whenAPageOfARunIsReadThenNoOtherOfItsRowsAre() {
        assertThat(plan(with(ReportLedger.PAGE))).contains("index sorted");
        assertThat(plan(with(ReportLedger.THESE_ROWS)))
                .contains("ROW_NUMBER >= 2")
                .contains("LOAD_NUMBER = 1");
    }

    @Test
    void whenTheMarksOfAJobAreReadThenItsRowsAreFoundByTheMarkedVideos() {
        assertThat(plan(values(LatestHolders.HELD))).contains("CLIP_ID IN(");
    }

    private static String values(String sql) {
        return sql.replaceAll(":(run|load|job)", "1").replace(":clips", "2, 4");
    }

    private static String with(String sql) {
        return sql.replaceAll(":(run|load|limit)", "1")
                .replace(":offset", "0")
                .replace(":first", "2")
                .replace(":last", "4")
                .replace(":rows", "2, 4");
    }

    private static String plan(String sql) {
        return LEDGER.jdbc.sql("explain " + sql).query(String.class).single();
    }
}
