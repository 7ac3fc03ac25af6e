package dev.reelbatch.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.report.Chromium;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.Call;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** All that a team does from a sheet with mistakes to the ZIP of what it keeps, by two people at once. */
@Timeout(120)
@Execution(ExecutionMode.SAME_THREAD) // Playwright belongs to one thread
class FlowIT extends WithServedHome {

    private static final String HOSTILE = "A kettle <img src=x onerror=document.title='taken'> \u202e{{title}} 'or\"1";
    private static final String SHEET = """
            id,prompt,Length of it,Campaign
            hero,A matte black travel mug at dawn,8,=Autumn
            drop,A mug falls on a wooden floor,8,<script>document.title='taken'</script>
            snow,A door opens to a snowy yard,5,Proof
            kettle,KETTLE,8,Proof
            """.replace("KETTLE", "\"" + HOSTILE.replace("\"", "\"\"") + "\"");

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Override
    Map<String, String> settings() {
        return Map.of("reelbatch.approve-above", "5");
    }

    @Test
    void whenTwoPeopleTakeASheetFromItsMistakesToTheZipThenEachSeesTheOtherAndNothingIsPaidTwice() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.users().add("lead", Role.ADMIN, PASSWORD, null);
        rig.simulator.onSubmit(
                CallMatcher.promptContains("falls").and(CallMatcher.first(1)),
                exchange -> exchange.process(failing(exchange.call())));
        CountDownLatch seen = new CountDownLatch(1);
        rig.simulator.onStatus(CallMatcher.always(), exchange -> whenSeen(seen, exchange));
        rig.serve();
        Page anna = signedIn("anna", "/new");
        requestWithMistakes(anna);
        assertThat(anna.locator("h1 .pill")).hasText("Waits for approval");
        Page lead = signedIn("lead", "/approvals");
        assertThat(lead.locator("blockquote")).hasText("For the autumn launch");
        lead.locator("input[name=answer]").fill("go ahead");
        lead.locator("button[formaction$='/approve']").click();
        lead.navigate(anna.url());
        for (Page page : new Page[] {anna, lead}) {
            assertThat(page.locator("#stages .b-generating .big")).hasText("4", within());
        }
        seen.countDown();
        for (Page page : new Page[] {anna, lead}) {
            assertThat(page.locator("h1 .pill")).hasText("Incomplete", within());
            assertThat(page.locator("#failures .list > li")).hasCount(1);
        }
        rerunBothAtOnce(anna, lead);
        markAndSeeTheOthersMarks(anna, lead);
        assertThat(anna.locator("#row-5-1 .prompt")).hasText(HOSTILE);
        Map<String, byte[]> zip = entries(anna.waitForDownload(
                () -> anna.locator("#marks a[href$='.zip']").click()));
        assertThat(zip.keySet())
                .filteredOn(name -> name.endsWith(".mp4"))
                .hasSize(2)
                .anyMatch(name -> name.contains("0002-hero"))
                .anyMatch(name -> name.contains("0003-drop"));
        zip.forEach((name, bytes) -> {
            if (name.endsWith(".mp4")) {
                assertThat(new String(bytes, 4, 4, StandardCharsets.ISO_8859_1)).isEqualTo("ftyp");
            }
        });
        assertThat(rig.simulator.acceptedCount()).isEqualTo(5);
        assertThat(anna.title()).isNotEqualTo("taken");
        assertThat(lead.title()).isNotEqualTo("taken");
        assertThat(chromium.complaints()).isEmpty();
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    }

    /** Videos take until both people have seen that they are generated. */
    private static Answer whenSeen(CountDownLatch seen, Exchange exchange) throws IOException {
        try {
            seen.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return exchange.process();
    }

    private static Call failing(Call call) {
        return new Call(
                call.method(),
                call.path(),
                call.query(),
                call.headers(),
                call.body().replace(" falls", " falls [fails]"),
                call.pictures());
    }

    private Page signedIn(String name, String path) {
        Page page = chromium.visit(
                rig.url(path), new Browser.NewContextOptions().setLocale("en").setAcceptDownloads(true));
        page.locator("input[name=username]").fill(name);
        page.locator("input[type=password]").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**" + path);
        return page;
    }

    /** A sheet with a column to be explained and a mistake, which goes to an admin with a reason. */
    private static void requestWithMistakes(Page page) {
        page.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload("launch teasers.csv", "text/csv", SHEET.getBytes(StandardCharsets.UTF_8)));
        page.locator("button.primary.l").click();
        page.locator("button[name=answer]").first().click();
        assertThat(page.locator("[name='c.4.2']")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("button[name=start]")).hasCount(0);
        page.locator("button[name=fix]").click();
        assertThat(page.locator("[aria-invalid]")).hasCount(0);
        page.locator("[name='c.2.1']").fill("A matte black travel mug at dawn, steam rising");
        page.locator("section .btn:has-text('Check again')").click();
        page.locator("input[name=note]").fill("For the autumn launch");
        page.locator("button[name=start]").click();
        page.waitForURL("**/runs/*");
    }

    /** What both press in the same moment is paid for once, also if the second one is approved afterwards. */
    private void rerunBothAtOnce(Page anna, Page lead) {
        String before = anna.url();
        for (Page page : new Page[] {anna, lead}) {
            page.evaluate("setTimeout(() => document.querySelector(\"[formaction*='/rerun']\").click(), 300)");
        }
        anna.waitForURL(address -> !address.equals(before));
        lead.waitForURL(address -> !address.equals(before));
        assertThat(lead.locator("h1 .pill")).hasText("Complete", within());
        assertThat(lead.locator("#row-3-1 .film")) // on a page that was open before the run began
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
        lead.navigate(anna.url());
        lead.locator("button[formaction*='/approve']").click();
        assertThat(anna.locator("h1 .pill")).hasText("Complete", within());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(5);
    }

    private static void markAndSeeTheOthersMarks(Page anna, Page lead) {
        lead.clock().install();
        lead.navigate(anna.url());
        button(lead, 3, 0).click();
        button(lead, 4, 1).click();
        assertThat(lead.locator("#marks .marks b")).containsText("1 to keep, 1 to redo");
        button(anna, 2, 0).click();
        assertThat(anna.locator("#marks .marks b")).containsText("2 to keep, 1 to redo");
        lead.clock().fastForward(10_000); // when it asks for what others have marked
        assertThat(lead.locator("#marks .marks b")).containsText("2 to keep, 1 to redo");
        assertThat(lead.locator("#row-2-1 .flag.keep")).isVisible();
    }

    private static Locator button(Page page, int row, int which) {
        return page.locator("#row-" + row + "-1 .marked button").nth(which);
    }

    private static Map<String, byte[]> entries(Download download) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream in = download.createReadStream();
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
