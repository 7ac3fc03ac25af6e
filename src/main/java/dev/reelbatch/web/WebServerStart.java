package dev.reelbatch.web;

import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.ServerFile;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.SheetChecks;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.ServeProperties;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.client.RestClientException;

/**
 * A server that is starting on a thread of its own, as far as it can without what it serves, while the home is being
 * opened. It answers nowhere before {@link #serve}.
 */
public final class WebServerStart implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebServerStart.class);
    private static final String LOOPBACK = "127.0.0.0/8, ::1/128"; // not whole private networks, as by default

    private final ServeProperties settings;
    private final Map<String, Object> spring;
    private final InetAddress address;
    private final AccessToken token = AccessToken.random();
    private final CompletableFuture<Served> served = new CompletableFuture<>();
    private final CompletableFuture<ConfigurableApplicationContext> context = new CompletableFuture<>();

    /** What a server gives access to. */
    public record Served(
            Home home,
            Session session,
            RequestedRuns requestedRuns,
            JobFiles jobFiles,
            SheetChecks checks,
            HandedOverCommands commands,
            SettingsInForce settings) {}

    private WebServerStart(ServeProperties settings, Map<String, Object> spring, InetAddress address) {
        this.settings = settings;
        this.spring = spring;
        this.address = address;
    }

    /**
     * Begins.
     *
     * @param spring Spring's own settings, by name
     * @throws UserException if the address is not one of this machine
     */
    public static WebServerStart begin(ServeProperties settings, Map<String, Object> spring) {
        WebServerStart start = new WebServerStart(settings, spring, address(settings));
        Thread thread = new Thread(start::run, "web-start");
        thread.setDaemon(true);
        thread.start();
        return start;
    }

    private static InetAddress address(ServeProperties settings) {
        try {
            return InetAddress.getByName(settings.address());
        } catch (UnknownHostException e) {
            throw new UserException(
                    Text.of("reelbatch.serve.address: %s is not an address of this machine", settings.address()));
        }
    }

    private void run() {
        try {
            context.complete(run(application()));
        } catch (Throwable e) {
            context.completeExceptionally(e);
        }
    }

    private SpringApplication application() {
        SpringApplication application = new SpringApplication(WebConfiguration.class) {
            @Override
            protected void refresh(ConfigurableApplicationContext context) {
                try {
                    super.refresh(context);
                } catch (RuntimeException e) {
                    if (served.isCancelled()) { // nobody's mistake here, and the reason is told elsewhere
                        throw new AbandonedRunException();
                    }
                    throw e;
                }
            }
        };
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of("server.tomcat.remoteip.internal-proxies", LOOPBACK));
        application.setListeners(List.of()); // as for the session: they would set up a log and search for settings
        application.setInitializers(List.of(made -> initialize((GenericApplicationContext) made)));
        return application;
    }

    private void initialize(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", spring));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("serve", WebProperties.of(settings, address)));
        if (OidcConfiguration.isWanted(context.getEnvironment())) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("oidc", OidcConfiguration.properties()));
            context.registerBean(OidcConfiguration.class);
        }
        if (TracingConfiguration.isWanted(context.getEnvironment())) {
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("traces", TracingConfiguration.defaults()));
            context.registerBean(TracingConfiguration.class);
        }
        context.registerBean(ServeProperties.class, () -> settings);
        context.registerBean(HostNames.class, () -> new HostNames(address, settings.hosts()));
        context.registerBean(AccessToken.class, () -> token);
        context.registerBean(
                Session.class, () -> served.join().session(), definition -> definition.setDestroyMethodName(""));
        context.registerBean(RequestedRuns.class, () -> served.join().requestedRuns());
        context.registerBean(
                HandedOverCommands.class,
                () -> served.join().commands(),
                definition -> definition.setDestroyMethodName(""));
        context.registerBean(JobFiles.class, () -> served.join().jobFiles());
        context.registerBean(SheetChecks.class, () -> served.join().checks());
        context.registerBean(SettingsInForce.class, () -> served.join().settings());
    }

    /**
     * Answers from now on, and writes the address and a new token to the home.
     *
     * @throws UserException if the address can't be used
     */
    public WebServer serve(Served what) {
        checkAddress(what);
        served.complete(what);
        ConfigurableApplicationContext started = started();
        started.getBean(Monitoring.class);
        LoopbackConnector own = started.getBean(LoopbackConnector.class);
        int port = Objects.requireNonNull(((WebServerApplicationContext) started).getWebServer())
                .getPort();
        URI url = URI.create("%s://%s:%d".formatted(own.scheme(), host(address), port));
        ServerFile file = new ServerFile(what.home());
        file.write(own.ownUrl().orElse(url), token.value());
        return new WebServer(started, file, what.commands(), url);
    }

    /** Only this machine may ask as long as there are no users, because whoever asks may spend money. */
    private void checkAddress(Served what) {
        if (!address.isLoopbackAddress() && what.session().users().isEmpty()) {
            throw new UserException(Text.of(
                    "reelbatch.serve.address: %1$s can be reached from other machines, so `serve` needs to know who may use it. First add a user: %2$s",
                    settings.address(), what.home().command("user", "add", "NAME", "--role", "admin")));
        }
    }

    private ConfigurableApplicationContext started() {
        try {
            return context.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    private ConfigurableApplicationContext run(SpringApplication application) {
        try {
            return application.run();
        } catch (SpringApplication.AbandonedRunException e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable root = e;
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                root = cause;
                if (cause instanceof UserException said) {
                    throw said;
                }
                if (cause instanceof RestClientException) { // nothing else is asked over HTTP at the start
                    throw new UserException(Text.of(
                            "`serve` can't start, because the server for company accounts does not answer: %s",
                            String.valueOf(cause.getMessage())));
                }
                if (cause instanceof PortInUseException) {
                    throw new UserException(Text.of(
                            "Port %s on %s is in use, so serve can't answer there. Choose another one with -Dreelbatch.serve.port=PORT (0 for any free one, none to answer nowhere).",
                            settings.port(), settings.address()));
                }
            }
            if (!spring.isEmpty()) {
                log.error("The server can't start", e);
                throw new UserException(Text.of(
                        "`serve` can't start with the settings server.* and spring.*: %s",
                        String.valueOf(root.getMessage())));
            }
            throw e;
        }
    }

    private static String host(InetAddress address) {
        String text = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** Gives up, unless it serves already. */
    @Override
    public void close() {
        served.cancel(false);
    }
}
