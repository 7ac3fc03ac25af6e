package dev.reelbatch.web;

import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.ServerFile;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.SheetChecks;
import dev.reelbatch.session.Session;
import dev.reelbatch.session.Users;
import dev.reelbatch.settings.ServeProperties;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/** The HTTP server of a {@code serve} process, on the address and port of its settings. */
public final class WebServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final String LOOPBACK = "127.0.0.0/8, ::1/128"; // not whole private networks, as by default
    private static final int FIELDS = 1024 * 1024; // of a request, besides its file

    private final ConfigurableApplicationContext context;
    private final ServerFile file;
    private final HandedOverCommands commands;
    private final URI url;

    private WebServer(ConfigurableApplicationContext context, ServerFile file, HandedOverCommands commands, URI url) {
        this.context = context;
        this.file = file;
        this.commands = commands;
        this.url = url;
    }

    /**
     * Starts to answer, and writes the address and a new token to the home.
     *
     * @param spring Spring's own settings, by name
     * @throws UserException if the address can't be used
     */
    public static WebServer start(
            Home home,
            ServeProperties settings,
            Session session,
            RequestedRuns requestedRuns,
            JobFiles jobFiles,
            SheetChecks checks,
            Map<String, Object> spring,
            HandedOverCommands commands) {
        InetAddress address = address(settings.address(), session.users(), home);
        AccessToken token = AccessToken.random();
        SpringApplication application = new SpringApplication(WebConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of("server.tomcat.remoteip.internal-proxies", LOOPBACK));
        application.setListeners(List.of()); // as for the session: they would set up a log and search for settings
        application.setInitializers(List.of(made -> {
            GenericApplicationContext context = (GenericApplicationContext) made;
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", spring));
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("serve", properties(address, settings)));
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
            context.registerBean(Session.class, () -> session, definition -> definition.setDestroyMethodName(""));
            context.registerBean(RequestedRuns.class, () -> requestedRuns);
            context.registerBean(
                    HandedOverCommands.class, () -> commands, definition -> definition.setDestroyMethodName(""));
            context.registerBean(JobFiles.class, () -> jobFiles);
            context.registerBean(SheetChecks.class, () -> checks);
        }));
        ConfigurableApplicationContext context = run(application, settings, !spring.isEmpty());
        context.getBean(Monitoring.class);
        LoopbackConnector own = context.getBean(LoopbackConnector.class);
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        URI url = URI.create("%s://%s:%d".formatted(own.scheme(), host(address), port));
        ServerFile file = new ServerFile(home);
        file.write(own.ownUrl().orElse(url), token.value());
        return new WebServer(context, file, commands, url);
    }

    private static ConfigurableApplicationContext run(
            SpringApplication application, ServeProperties settings, boolean hasSpringSettings) {
        try {
            return application.run();
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
            if (hasSpringSettings) {
                log.error("The server can't start", e);
                throw new UserException(Text.of(
                        "`serve` can't start with the settings server.* and spring.*: %s",
                        String.valueOf(root.getMessage())));
            }
            throw e;
        }
    }

    /** Only this machine may ask as long as there are no users, because whoever asks may spend money. */
    private static InetAddress address(String name, Users users, Home home) {
        try {
            InetAddress address = InetAddress.getByName(name);
            if (address.isLoopbackAddress() || !users.isEmpty()) {
                return address;
            }
            throw new UserException(Text.of(
                    "reelbatch.serve.address: %1$s can be reached from other machines, so `serve` needs to know who may use it. First add a user: %2$s",
                    name, home.command("user", "add", "NAME", "--role", "admin")));
        } catch (UnknownHostException e) {
            throw new UserException(Text.of("reelbatch.serve.address: %s is not an address of this machine", name));
        }
    }

    private static String host(InetAddress address) {
        String text = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static Map<String, Object> properties(InetAddress address, ServeProperties settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", address.getHostAddress());
        properties.put("server.port", settings.port());
        properties.put("server.shutdown", "immediate");
        properties.put("server.error.whitelabel.enabled", "false");
        properties.put("server.server-header", "");
        properties.put("server.tomcat.use-relative-redirects", "true");
        properties.put("server.servlet.session.timeout", settings.sessionIdle().toSeconds() + "s");
        properties.put("server.servlet.session.cookie.name", "reelbatch");
        properties.put("server.servlet.session.cookie.http-only", "true");
        properties.put("server.servlet.session.cookie.same-site", "strict");
        properties.put("server.servlet.session.tracking-modes", "cookie");
        properties.put("spring.web.resources.add-mappings", "false");
        properties.put(
                "spring.servlet.multipart.max-file-size", settings.uploadLimit().toBytes() + "B");
        properties.put(
                "spring.servlet.multipart.max-request-size",
                (settings.uploadLimit().toBytes() + FIELDS) + "B");
        properties.put("spring.jackson.property-naming-strategy", "SNAKE_CASE");
        properties.put("spring.mvc.async.request-timeout", "-1");
        properties.put("springdoc.api-docs.path", "/api/v1/openapi.json");
        properties.put("springdoc.show-actuator", "false");
        return properties;
    }

    /** Returns the address at which it answers. */
    public URI url() {
        return url;
    }

    /** Returns a link that opens a browser's session once; empty if there are users, who sign in. */
    public Optional<URI> oneTimeLink() {
        return context.getBean(Session.class).users().isEmpty()
                ? Optional.of(url.resolve(context.getBean(OneTimeLinks.class).newPath()))
                : Optional.empty();
    }

    @Override
    public void close() {
        file.delete();
        commands.close();
        context.close();
    }
}
