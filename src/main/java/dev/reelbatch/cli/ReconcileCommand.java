package dev.reelbatch.cli;

import dev.reelbatch.home.OutMarker;
import dev.reelbatch.session.Reconciliation;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.terminal.Timestamps;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code reconcile} command: makes a restored home usable again. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Takes over results that a restored home does not know, from their manifests, so that the home can be used again. "
                    + "Shows them first, and sends nothing."
        },
        footerHeading = "Examples",
        footer = {
            "  See what a restored home does not know, and take it over:",
            "    reelbatch reconcile",
            "  Take over the results of a home that is lost:",
            "    reelbatch reconcile out/launch"
        })
final class ReconcileCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "OUT",
            description = "results folders to take over as well, also those of another home that is lost")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            description = "take over without asking")
    private boolean yes;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (Session session = home.open(terminal, home.settings(terminal), Time.system(), terminal.out())) {
            return reconcile(session.reconciliation());
        }
    }

    private int reconcile(Reconciliation reconciliation) throws IOException {
        List<Reconciliation.Found> found = reconciliation.find(folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList());
        PrintWriter out = terminal.out();
        if (found.isEmpty()) {
            showNothing(folders.isEmpty() ? reconciliation.ofOtherHomes() : Map.of(), out);
            return ExitCode.DELIVERED;
        }
        found.forEach(results -> show(results, out));
        out.println(
                Text.of(
                        "These reports do not show rows submitted after they were written. Those rows would be charged again."));
        if (yes && found.stream().anyMatch(results -> results.written() == null)) {
            out.println(
                    Text.of(
                            "Nothing was changed. Rows without any record would be charged again, so --yes is not enough here. Run this command at a terminal and answer yes, or move those folders away."));
            return ExitCode.INVALID;
        }
        if (!yes
                && !(terminal.canAsk()
                        && terminal.confirm(Text.of("Take over these results and continue with this home?")))) {
            out.println(Text.of("Nothing was changed. To take the results over, answer yes, or add --yes."));
            return ExitCode.INVALID;
        }
        for (Reconciliation.Found results : found) {
            int taken = reconciliation.takeOver(results);
            out.println(Text.of("%s: %s taken over", results.out(), Text.counted(taken, "video")));
        }
        return ExitCode.DELIVERED;
    }

    /**
     * Reports that nothing has to be taken over.
     *
     * @param others results of other homes, into which a run of this home is refused
     */
    private static void showNothing(Map<Path, OutMarker> others, PrintWriter out) {
        if (others.isEmpty()) {
            out.println(Text.of("This home knows all results in its results folders. Nothing to do."));
            return;
        }
        out.println(
                Text.of(
                        "This home knows all results in its own results folders. It does not know these results of other homes, and no run of this home may write there:"));
        others.forEach((folder, marker) -> out.println(Text.of("  %s (job \"%s\")", folder, marker.job())));
        out.println(Text.of(
                "If their home is lost, take them over by naming the folder: reelbatch reconcile %s",
                others.keySet().iterator().next()));
    }

    private static void show(Reconciliation.Found found, PrintWriter out) {
        String states = found.states().entrySet().stream()
                .map(state -> Text.of("%d %s", state.getValue(), state.getKey()))
                .collect(Collectors.joining(Text.of(", ")));
        out.println(Text.of(
                "%s: this home does not know these results of job \"%s\": %s",
                found.out(), found.marker().job(), states.isEmpty() ? Text.of("none can be seen") : states));
        if (found.written() == null) {
            out.println(Text.of("  There is no manifest.jsonl, so none of them can be taken over."));
        } else {
            out.println(Text.of("  as reported at %s", Timestamps.local(found.written())));
        }
        if (found.illegible() > 0) {
            out.println(
                    Text.of("  %s of an older version can't be taken over.", Text.counted(found.illegible(), "row")));
        }
    }
}
