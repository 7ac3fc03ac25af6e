package dev.reelbatch.web;

import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.home.ServerFile;
import dev.reelbatch.session.Session;
import java.net.URI;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/** The HTTP server of a {@code serve} process, on the address and port of its settings. */
public final class WebServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final ServerFile file;
    private final HandedOverCommands commands;
    private final URI url;

    WebServer(ConfigurableApplicationContext context, ServerFile file, HandedOverCommands commands, URI url) {
        this.context = context;
        this.file = file;
        this.commands = commands;
        this.url = url;
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
