package dev.reelbatch.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.RowDraft;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** report.html in Chinese, with rows in every state. */
@Isolated("the language belongs to the whole process")
class PageInChineseIT {

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    /** All that people see or hear, but for names, prompts and the API's own words, which stand as they came. */
    private static final String OUR_TEXTS = """
            () => {
              const page = document.documentElement.cloneNode(true);
              page.querySelectorAll("script, style, bdi, code, .prompt, td[dir=auto]").forEach(other => other.remove());
              page.querySelectorAll("noscript").forEach(unread => unread.children.length > 0 || unread.remove());
              const hidden = [...page.querySelectorAll("[aria-label], [placeholder]")]
                .map(e => (e.getAttribute("aria-label") ?? "") + "\\n" + (e.getAttribute("placeholder") ?? ""));
              return page.textContent + hidden.join("\\n");
            }""";

    private static Path report = Path.of("");

    @BeforeAll
    static void write(@TempDir Path folder) throws Exception {
        ClipState[] states = ClipState.values();
        List<RowDraft> rows = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            rows.add(LedgerFixture.row(i + 2, 1, "清晨的茶园，第 " + i + " 景", "{}", "{\"提示词\":\"x\",\"栏目\":\"春茶\"}"));
        }
        rows.add(LedgerFixture.invalidRow(20, "时长不对", "{\"提示词\":\"茶\"}"));
        Text.speak(Language.CHINESE);
        try (LedgerFixture ledger = new LedgerFixture()) {
            Run run = ledger.run("短视频", folder, rows.toArray(RowDraft[]::new));
            for (int i = 0; i < states.length; i++) {
                ledger.drive(run, i + 2, states[i]);
            }
            ledger.reruns.accept(ledger.reruns.rows(run.id()).stream()
                    .filter(row -> row.clip().state() == ClipState.UNDELIVERED)
                    .toList());
            Path video = folder.resolve("videos/0006-clip.mp4");
            try (var clip = Page.class.getResourceAsStream("/dev/reelbatch/simulator/clips/720x1280-4s.mp4")) {
                Files.copy(Objects.requireNonNull(clip), video, StandardCopyOption.REPLACE_EXISTING);
            }
            new Report(ledger.reports, new PictureStore(Path.of("no-pictures")), ledger.time, WrittenPage.COLUMNS)
                    .write(run, new ReportInfo(true, null, true, "已停止。", folder.resolve("reelbatch.log")));
        } finally {
            Text.speak(Language.ENGLISH);
        }
        report = folder.resolve("report.html");
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whenThePageIsChineseThenItSaysSoAndNothingOfOursIsEnglish() {
        Page page = chromium.open(report);
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.locator("#clips h2")).hasText(new Pattern[] {
            Pattern.compile("未完成.*"),
            Pattern.compile("视频.*"),
            Pattern.compile("进行中.*"),
            Pattern.compile("已认可.*"),
            Pattern.compile("已取消.*")
        });
        page.locator("[data-do=keep]").first().click();
        page.locator("[data-do=redo]").first().click();
        page.locator("[data-do=copy]").first().click();
        assertThat(page.locator("#marked")).hasText("保留 1 个，重做 1 个");

        assertNothingEnglish(page);
    }

    @Test
    void whenScriptsAreOffThenTheTableIsChineseToo() {
        Page page = chromium.open(report, new Browser.NewContextOptions().setJavaScriptEnabled(false));
        assertThat(page.locator("noscript tbody tr")).hasCount(ClipState.values().length + 1);

        assertNothingEnglish(page);
    }

    @Test
    void whenJudgedByAxeThenNothingIsFound() {
        assertThat(Chromium.accessibilityFaults(chromium.open(report))).isEqualTo(List.of());
    }

    private static void assertNothingEnglish(Page page) {
        String texts = (String) page.evaluate(OUR_TEXTS);
        String ours = texts.replaceAll(
                "reelbatch (rerun|resolve|status) [^\\s]+( --submissions)?( --rehearse)?( --in-doubt| --rows \\d+)?",
                "");
        assertThat(ours).contains("未通过内容审核").doesNotContainPattern("[A-Za-z]{2,} [A-Za-z]{2,}");
    }
}
