package dev.reelbatch.cli;

import dev.reelbatch.notify.Notifier;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code notify} command: tries the notification described by the settings. */
@Command(
        name = "notify",
        mixinStandardHelpOptions = true,
        description = {"Tries the notification at the end of a run, as set by reelbatch.notify.url."},
        footerHeading = "Examples",
        footer = {"    reelbatch notify --test"})
final class NotifyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--test", required = true, description = "send a sample")
    private boolean test;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    NotifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Notifier notifier = new Notifier(
                home.settings(terminal).notification().webhook(),
                ApiConnection.proxies(terminal.environment()),
                Time.system());
        if (!notifier.isOn()) {
            throw new UserException(
                    Text.of(
                            "No notification address is set. Set REELBATCH_NOTIFY_URL, or reelbatch.notify.url in settings.yaml, to the address of a webhook."));
        }
        Optional<String> failure = notifier.test();
        if (failure.isPresent()) {
            terminal.err().println(failure.get());
            return ExitCode.NOT_ALL_DELIVERED;
        }
        terminal.out().println(Text.of("Sent and accepted."));
        return ExitCode.DELIVERED;
    }
}
