package dev.reelbatch.cli;

import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.session.Resolution;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.AmountText;
import dev.reelbatch.terminal.DoubtsText;
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

/** The {@code resolve} command: records whether rows in doubt were charged. */
@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the rows that may have been charged, with what you need to find them in your account, and records "
                    + "whether they were. Rows that were not charged go back to the queue; rows that were count as "
                    + "failed."
        },
        footerHeading = "Examples",
        footer = {
            "  List the rows in doubt; at a terminal, go through them one by one:",
            "    reelbatch resolve launch",
            "  Your account shows no charge for any of them:",
            "    reelbatch resolve launch --all --not-charged",
            "  Your account shows that two of them were charged:",
            "    reelbatch resolve launch --rows=3,7 --charged"
        })
final class ResolveCommand implements Callable<Integer>, HandedOver {

    private final Terminal terminal;

    @Option(
            names = "--rows",
            paramLabel = "3,7-9",
            converter = SheetConverters.RowsConverter.class,
            description = "these rows, which must be in doubt")
    private List<RowRanges> chosen = new ArrayList<>();

    @Option(names = "--all", description = "all rows in doubt")
    private boolean all;

    @Option(
            names = "--charged",
            description = "your account shows the charge: the rows count as failed, their cost stays")
    private boolean charged;

    @Option(
            names = "--not-charged",
            description = "your account shows no charge: the rows go back to the queue, free of the old cost")
    private boolean notCharged;

    @Option(names = "--json", description = "write JSON, for scripts")
    private boolean json;

    @Mixin
    private final ChangedJob job = new ChangedJob();

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    ResolveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        checkUsage();
        if (isDecided() || terminal.canAsk() && !json) {
            home.checkIsNotRunning(job.name());
        }
        try (Session session = home.open(terminal, home.settings(terminal), Time.system(), messages())) {
            Resolution resolution = session.resolution();
            Resolution.Choice choice = resolution.choose(job.name(), RowRanges.union(chosen));
            choice.notes().forEach(note -> messages().println(Text.of("Note: %s", note)));
            if (choice.rows().isEmpty()) {
                messages().println(Text.of("No rows in doubt."));
                writeJson(choice);
                return ExitCode.DELIVERED;
            }
            if (isDecided()) {
                return settle(resolution, choice);
            }
            return terminal.canAsk() && !json ? askAboutEach(resolution, choice) : list(choice);
        }
    }

    private void checkUsage() {
        if (charged && notCharged) {
            throw new UserException(Text.of("Use either --charged or --not-charged, not both."));
        }
        if (all && !chosen.isEmpty()) {
            throw new UserException(Text.of("Use either --all or --rows, not both."));
        }
        if (isDecided() && !all && chosen.isEmpty()) {
            throw new UserException(Text.of("Which rows? Add --rows 3,7-9, or --all for all rows in doubt."));
        }
        if (job.isUnasked() && !isDecided()) {
            throw new UserException(Text.of("--yes needs --charged or --not-charged."));
        }
    }

    private boolean isDecided() {
        return charged || notCharged;
    }

    private int list(Resolution.Choice choice) {
        if (json) {
            writeJson(choice);
            return ExitCode.DELIVERED;
        }
        showRows(choice);
        terminal.out()
                .println(Text.of(
                        "Look for a charge at each of these times in your account. Then, for the rows without one:"));
        terminal.out().println("  " + command("--not-charged"));
        terminal.out().println(Text.of("For the rows with one:"));
        terminal.out().println("  " + command("--charged"));
        return ExitCode.DELIVERED;
    }

    private String command(String finding) {
        return home.home(terminal).command("resolve", job.name(), "--rows", "N", finding);
    }

    private void showRows(Resolution.Choice choice) {
        PrintWriter out = messages();
        out.println(header(choice));
        choice.rows().forEach(row -> DoubtsText.print(row, out));
    }

    private String header(Resolution.Choice choice) {
        return Text.of(
                        "%s: %s may have been charged%s",
                        job.name(),
                        Text.counted(choice.rows().size(), "video"),
                        AmountText.about(choice.cost(), choice.withoutPrice()))
                + AmountText.ofARehearsal(home.isRehearsal());
    }

    private int settle(Resolution resolution, Resolution.Choice choice) {
        if (!json) {
            showRows(choice);
        }
        String videos = Text.counted(choice.rows().size(), "video");
        String question = charged ? Text.of("Mark %s as charged?", videos) : Text.of("Mark %s as not charged?", videos);
        if (!job.isConfirmed(terminal, question)) {
            return declined();
        }
        record(
                resolution,
                choice,
                choice.rows().stream().map(row -> new Finding(row, charged)).toList());
        writeJson(choice);
        return ExitCode.DELIVERED;
    }

    private int askAboutEach(Resolution resolution, Resolution.Choice choice) {
        terminal.questions().println(header(choice));
        List<Finding> findings = new DoubtQuestions(terminal).ask(choice.rows());
        if (findings.isEmpty()) {
            terminal.questions().println(Text.of("Nothing was changed."));
            return ExitCode.DELIVERED;
        }
        long found = findings.stream().filter(Finding::isCharged).count();
        String question = Text.of("Record %d as charged and %d as not charged?", found, findings.size() - found);
        if (!terminal.confirm(question)) {
            return declined();
        }
        record(resolution, choice, findings);
        return ExitCode.DELIVERED;
    }

    private void record(Resolution resolution, Resolution.Choice choice, List<Finding> findings) {
        home.unlessRunning(job.name(), Set.of(), () -> resolution.settle(choice.run(), findings));
        List<Finding> wereCharged = findings.stream().filter(Finding::isCharged).toList();
        int free = findings.size() - wereCharged.size();
        if (free > 0) {
            messages()
                    .println(Text.of(
                            "%s: %s marked as not charged, and pending. To submit: %s",
                            job.name(),
                            Text.counted(free, "video"),
                            home.home(terminal).command("run", "--job", job.name())));
        }
        if (!wereCharged.isEmpty()) {
            messages()
                    .println(Text.of(
                            "%s: %s marked as charged; counted as failed, and the cost stays. To submit again, and pay again: %s",
                            job.name(),
                            Text.counted(wereCharged.size(), "video"),
                            home.home(terminal).command("rerun", job.name(), "--rows", rows(wereCharged))));
        }
    }

    private static String rows(List<Finding> findings) {
        return RowRanges.only(findings.stream()
                        .map(finding -> finding.row().row())
                        .distinct()
                        .sorted()
                        .toList())
                .text();
    }

    private int declined() {
        String message = Text.of("Nothing was changed.");
        if (json) {
            throw new UserException(message); // becomes an object
        }
        terminal.out().println(message);
        return ExitCode.INVALID;
    }

    private void writeJson(Resolution.Choice choice) {
        if (json) {
            String resolvedAs = isDecided() ? charged ? "charged" : "not_charged" : null;
            terminal.out().println(DoubtsText.json(job.name(), home.isRehearsal(), choice.rows(), resolvedAs));
        }
    }

    private PrintWriter messages() {
        return json ? terminal.err() : terminal.out();
    }
}
