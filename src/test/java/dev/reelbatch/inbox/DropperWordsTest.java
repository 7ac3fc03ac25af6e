package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropperWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "This would cost 11.36 CNY, but 6.00 CNY is left of the budget 6/day of anna. Choose rows with --rows, wait for the next period, have the budget raised, or add --partial to stop at the budget."
                        + "|This would cost 11.36 CNY, but 6.00 CNY is left of the budget 6/day of anna.",
                "\"a\": 4 videos, more than --max-cost 300. Raise it, choose rows with --rows, or add --partial to stop at the limit."
                        + "|\"a\": 4 videos, more than max-cost 300.",
                "both \",\" and \";\" could separate the columns; choose one with --delimiter"
                        + "|both \",\" and \";\" could separate the columns",
                "--sheet Ideas: there is no such sheet; the workbook has A, B|sheet Ideas: there is no such sheet; the workbook has A, B",
                "is not in the sheet's folder; put the picture beside the sheet, or name its folder with --pictures"
                        + "|is not in the sheet's folder; put the picture beside the sheet",
                "there is no column \"prompt\"; row 1 names the columns a, b. Rename the column with the prompts to \"prompt\", or choose the row with the names: --header-row N"
                        + "|there is no column \"prompt\"; row 1 names the columns a, b. Rename the column with the prompts to \"prompt\"",
                "column x is not sent, only copied to the manifest. If it means size, rename it or add --map size=…"
                        + "|column x is not sent, only copied to the manifest. If it means size, rename it",
                "Cost limit reached: the next row would exceed --max-cost 300. Raise it and run again."
                        + "|Cost limit reached: the next row would exceed max-cost 300.",
                "The API seems to be down (504) and did not recover within --patience, so submission stopped. Run again later to resume."
                        + "|The API seems to be down (504) and did not recover within patience, so submission stopped.",
                "这需要 11.36 CNY，但预算只剩 6.00 CNY。请用 --rows 选择行，等待下一个周期。|这需要 11.36 CNY，但预算只剩 6.00 CNY。",
                "不在表格所在的文件夹里；请把图片放到表格旁边，或用 --pictures 指定图片文件夹|不在表格所在的文件夹里；请把图片放到表格旁边",
                "The API rejected your key (401 auth_error: no such key). Check MODELVERSE_API_KEY. If it is correct, try -Dreelbatch.api.auth=bearer (or plain)."
                        + "|The API rejected your key (401 auth_error: no such key).",
                "Every row needs a prompt.|Every row needs a prompt.",
                "run with --yes|run with yes"
            })
    void whenAMessageGivesAdviceForAShellThenOnlyTheFactsAreKept(String message, String words) {
        assertThat(DropperWords.of(message)).isEqualTo(words);
    }
}
