package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetLinkTest {

    private static final String D = "https://docs.google.com/spreadsheets/d/1AbC_d-E";

    @ParameterizedTest
    @CsvSource({
        "/edit?usp=sharing, /export?format=xlsx",
        "/edit#gid=0, /export?format=csv&gid=0",
        "/edit?gid=123#gid=123, /export?format=csv&gid=123",
        "/edit?pli=1&gid=7, /export?format=csv&gid=7",
        "/view, /export?format=xlsx",
        "'', /export?format=xlsx",
        "/edit?resourcekey=0-xY&usp=sharing, /export?format=xlsx&resourcekey=0-xY",
        "/export?format=csv&gid=5, /export?format=csv&gid=5"
    })
    void whenALinkOpensAGoogleSheetThenItBecomesThatOfItsFile(String end, String file) {
        assertThat(SheetLink.of(D + end, false).address()).hasToString(D + file);
    }

    @Test
    void whenASheetOfTheWorkbookIsChosenThenAllOfItIsFetched() {
        assertThat(SheetLink.of(D + "/edit#gid=3", true).address()).hasToString(D + "/export?format=xlsx");
    }

    @Test
    void whenASheetIsPublishedThenItsFileIsFetched() {
        String published = "https://docs.google.com/spreadsheets/d/e/2PACX-1vT/";
        assertThat(SheetLink.of(published + "pub?output=csv", false).address())
                .hasToString(published + "pub?output=csv");
        assertThat(SheetLink.of(published + "pubhtml?gid=4&single=true", false).address())
                .hasToString(published + "pub?output=csv&single=true&gid=4");
        assertThat(SheetLink.of("https://docs.google.com/a/acme.com/spreadsheets/u/1/d/1x/edit", false)
                        .address())
                .hasToString("https://docs.google.com/a/acme.com/spreadsheets/u/1/d/1x/export?format=xlsx");
    }

    @Test
    void whenALinkIsElsewhereThenItStaysAndItsSecretsAreNotShown() {
        SheetLink link = SheetLink.of(" https://acme.feishu.cn/files/plan.xlsx?token=s3cret#x ", false);
        assertThat(link.address()).hasToString("https://acme.feishu.cn/files/plan.xlsx?token=s3cret#x");
        assertThat(link.shown()).isEqualTo("https://acme.feishu.cn/…");
        assertThat(link).hasToString("https://acme.feishu.cn/…");
        assertThat(link.key())
                .hasSize(16)
                .isNotEqualTo(SheetLink.of("https://acme.feishu.cn/a", false).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://", "ftp://a.example/x.csv", "file:///etc/passwd", "https://a b\u0000/", "http://?x=y"})
    void whenALinkIsNoneThenItIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SheetLink.of(text, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a link to a sheet");
    }

    @Test
    void whenALinkHasAPasswordThenItIsRefused() {
        assertThatThrownBy(() -> SheetLink.of("https://anna:pw1@a.example/x.csv", false))
                .hasMessageContaining("name or a password")
                .hasMessageNotContaining("pw1");
    }

    @Test
    void whenATextNamesAFileThenItIsNoLink() {
        assertThat(SheetLink.isOne("launch.csv")).isFalse();
        assertThat(SheetLink.isOne("C:\\sheets\\a.csv")).isFalse();
        assertThat(SheetLink.isOne("-")).isFalse();
        assertThat(SheetLink.isOne("HTTPS://a.example/x")).isTrue();
        assertThat(SheetLink.isOne("file:///etc/passwd")).isTrue();
    }
}
