package dev.reelbatch.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system's Chromium without a window. It belongs to a thread, whose classes of tests share it one after the other,
 * each with pages of its own: so these run in one thread each. Where there is none they are skipped; with CI in the
 * environment they fail.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private @Nullable Browser browser;

    /** The browser of a thread, closed when all tests have ended. */
    private record OfThread(Playwright playwright, Browser browser) implements AutoCloseable {

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> executable = executable();
        assumeTrue(
                executable.isPresent() || System.getenv("CI") != null,
                "No Chromium on this machine: pages are not tested in a browser");
        browser = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Thread.currentThread(), thread -> launched(executable.orElseThrow()), OfThread.class)
                .browser();
    }

    private static OfThread launched(Path executable) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new OfThread(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable)
                                // as root in a container Chromium has no sandbox, and little shared memory
                                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"))));
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A page in a browser that remembers nothing of others. */
    public Page open(Path file, Browser.NewContextOptions options) {
        Page page = newPage(options);
        page.onConsoleMessage(message -> complain(message.type().equals("error"), message.text()));
        page.onPageError(error -> complain(true, error));
        page.onRequest(request -> complain(!request.url().matches("(file|data|blob):.*"), request.url()));
        page.navigate(file.toUri().toString());
        return page;
    }

    /** A page of a server, which may ask nobody else. */
    public Page visit(URI url, Browser.NewContextOptions options) {
        Page page = newPage(options);
        page.onConsoleMessage(message -> complain(message.type().equals("error"), message.text()));
        page.onPageError(error -> complain(true, error));
        page.onRequest(request ->
                complain(!URI.create(request.url()).getAuthority().equals(url.getAuthority()), request.url()));
        page.navigate(url.toString());
        return page;
    }

    private Page newPage(Browser.NewContextOptions options) {
        BrowserContext context = Objects.requireNonNull(browser).newContext(options);
        contexts.add(context);
        return context.newPage();
    }

    public Page open(Path file) {
        return open(file, new Browser.NewContextOptions());
    }

    private void complain(boolean really, String what) {
        if (really) {
            complaints.add(what);
        }
    }

    /** Errors of scripts, breaches of the page's security policy, and whatever was asked of a network. */
    public List<String> complaints() {
        return complaints;
    }

    /** The violations that axe-core finds, with their places. */
    public static Object accessibilityFaults(Page page) {
        page.evaluate(axe());
        return page.evaluate("async () => (await axe.run()).violations"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; '))");
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        complaints.clear();
        contexts.forEach(BrowserContext::close);
        contexts.clear();
    }
}
