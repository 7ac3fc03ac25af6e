package dev.reelbatch.cli;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.session.Acceptance;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code accept} command: marks rows of a job as done without a video. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Marks rows as done without a video, so they no longer count as missing, in this run and in every later one. "
                    + "`rerun JOB --rows` undoes it."
        },
        footerHeading = "Examples",
        footer = {
            "  Stop asking for the rows that failed:",
            "    reelbatch accept launch --failed",
            "  Accept some rows only:",
            "    reelbatch accept launch --rows=3,7-9"
        })
final class AcceptCommand implements Callable<Integer>, HandedOver {

    private final Terminal terminal;

    @Option(names = "--failed", description = "all rows that failed")
    private boolean failed;

    @Option(
            names = "--rows",
            paramLabel = "3,7-9",
            converter = SheetConverters.RowsConverter.class,
            description = "these rows: failed, in doubt, timed out or undelivered")
    private List<RowRanges> chosen = new ArrayList<>();

    @Mixin
    private final ChangedJob job = new ChangedJob();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    AcceptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        if (failed != chosen.isEmpty()) {
            throw new UserException(Text.of(
                    "No rows given. Use %1$s --failed, or %1$s --rows 3,7-9",
                    home.home(terminal).command("accept", job.name())));
        }
        home.checkIsNotRunning(job.name());
        try (Session session = home.open(terminal, home.settings(terminal), Time.system(), terminal.out())) {
            return accept(session.acceptance());
        }
    }

    private int accept(Acceptance acceptance) {
        Acceptance.Choice choice = acceptance.choose(job.name(), RowRanges.union(chosen));
        PrintWriter out = terminal.out();
        choice.notes().forEach(note -> out.println(Text.of("Note: %s", note)));
        if (choice.invalidRows() > 0) {
            out.println(Text.of(
                    "%s can't be accepted. Fix them in the sheet, or remove them from it.",
                    Text.counted(choice.invalidRows(), "invalid row")));
        }
        String videos = Text.counted(choice.clips(), "missing video");
        if (choice.clips() == 0) {
            out.println(
                    chosen.isEmpty()
                            ? Text.of("No rows to accept.")
                            : Text.of(
                                    "No rows to accept: none of these rows is failed, in doubt, timed out or undelivered, or they are accepted already."));
            return ExitCode.DELIVERED;
        }
        choice.groups().forEach(group -> out.printf("  %d  %s%n", group.clips(), group.reason()));
        if (!job.isConfirmed(terminal, Text.of("Stop asking for %s?", videos))) {
            out.println(Text.of("Nothing was accepted."));
            return ExitCode.INVALID;
        }
        home.unlessRunning(job.name(), Set.of(), () -> acceptance.accept(choice));
        out.println(Text.of("%s: %s accepted and no longer counted as missing.", job.name(), videos));
        return ExitCode.DELIVERED;
    }
}
