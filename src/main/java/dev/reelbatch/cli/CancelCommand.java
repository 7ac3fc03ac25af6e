package dev.reelbatch.cli;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.session.Cancellation;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.AmountText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code cancel} command: withdraws rows that are not submitted yet. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Withdraws rows that are not submitted yet: no run submits them or counts them as missing. "
                    + "`rerun JOB --rows` undoes it."
        },
        footerHeading = "Examples",
        footer = {
            "  Withdraw some rows:",
            "    reelbatch cancel launch --rows=3,7-9",
            "  Withdraw everything that a stopped run has left:",
            "    reelbatch cancel launch --all"
        })
final class CancelCommand implements Callable<Integer>, HandedOver {

    private final Terminal terminal;

    @Option(
            names = "--rows",
            paramLabel = "3,7-9",
            converter = SheetConverters.RowsConverter.class,
            description = "these rows, none of which may be submitted")
    private List<RowRanges> chosen = new ArrayList<>();

    @Option(names = "--all", description = "all rows that are not submitted yet")
    private boolean all;

    @Mixin
    private final ChangedJob job = new ChangedJob();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    CancelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        if (all != chosen.isEmpty()) {
            throw new UserException(Text.of(
                    "Which rows? Use either %1$s --rows 3,7-9, or %1$s --all",
                    home.home(terminal).command("cancel", job.name())));
        }
        home.checkIsNotRunning(job.name());
        try (Session session = home.open(terminal, home.settings(terminal), Time.system(), terminal.out())) {
            return cancel(session.cancellation());
        }
    }

    private int cancel(Cancellation cancellation) {
        Cancellation.Choice choice = cancellation.choose(job.name(), RowRanges.union(chosen));
        PrintWriter out = terminal.out();
        choice.notes().forEach(note -> out.println(Text.of("Note: %s", note)));
        if (choice.isEmpty()) {
            out.println(Text.of("No rows to cancel: none is waiting to be submitted."));
            return ExitCode.DELIVERED;
        }
        boolean hasRows = !choice.rows().isEmpty();
        String videos = Text.counted(choice.rows().size(), "video");
        String cost = AmountText.about(choice.cost(), choice.withoutPrice());
        String question = hasRows ? Text.of("Cancel %s%s?", videos, cost) : Text.of("Cancel it?");
        if (!job.isConfirmed(terminal, question)) {
            out.println(Text.of("Nothing was cancelled."));
            return ExitCode.INVALID;
        }
        home.unlessRunning(job.name(), choice.requests(), () -> cancellation.cancel(choice));
        if (!hasRows) {
            out.println(Text.of("%s: cancelled", job.name()));
            return ExitCode.DELIVERED;
        }
        out.println(Text.of(
                "%s: %s cancelled%s. To submit after all: %s",
                job.name(),
                videos,
                cost,
                home.home(terminal)
                        .command("rerun", job.name(), "--rows", choice.numbers().text())));
        return ExitCode.DELIVERED;
    }
}
