package dev.reelbatch.cli;

import dev.reelbatch.job.Backend;
import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.pump.Durations;
import dev.reelbatch.submit.Rate;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: validates, counts, prices and times a sheet; sends nothing and needs no key. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {"Says what a sheet asks for, what it would cost, and every mistake in it. Sends nothing.", ""})
final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "INPUT", description = "the sheet, a CSV file with a column `prompt`")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path input;

    @Option(
            names = "--rate",
            paramLabel = "N/min",
            converter = Converters.RateConverter.class,
            defaultValue = "60/min",
            description = "the rate to time it with (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Rate rate;

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Mixin
    private final HomeOptions home = new HomeOptions();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RowRules rules = new RowRules(
                new Catalogue(home.settings(terminal, Map.of()).models()),
                sheet.defaults(),
                Backend.nameOf(URI.create("https://api.modelverse.cn")),
                dev.reelbatch.load.Reading.RECOGNISED);
        RunCommand.readable(input, () -> PromptSheet.bytesOf(input));
        Preflight preflight = RunCommand.readable(input, () -> Preflight.of(input, rules));
        PrintWriter out = terminal.out();
        out.printf("%s: %s%n", input, Amounts.counted(preflight.rows(), "row"));
        preflight
                .clipsByModel()
                .forEach((model, clips) -> out.printf("  %s with %s%n", Amounts.counted(clips, "video"), model));
        if (preflight.validRows() > 0) {
            out.printf("  %s of video%n", Amounts.counted(preflight.seconds(), "second"));
            out.printf("  %s%n", cost(preflight));
            out.printf("  %s%n", time(preflight));
        }
        preflight.warnings().forEach(warning -> out.println("Note: " + warning));
        preflight.errors().forEach(out::println);
        if (preflight.errorCount() > preflight.errors().size()) {
            out.printf(
                    "and %d more%n", preflight.errorCount() - preflight.errors().size());
        }
        out.println(verdict(preflight));
        return preflight.errorCount() == 0 ? ExitCode.DELIVERED : ExitCode.INVALID;
    }

    private static String cost(Preflight preflight) {
        String known = preflight.cost().isEmpty() ? "price unknown" : "about " + Amounts.money(preflight.cost());
        return preflight.clipsWithoutPrice() > 0 && !preflight.cost().isEmpty()
                ? known
                        + ", and %s without a known price"
                                .formatted(Amounts.counted(preflight.clipsWithoutPrice(), "video"))
                : known;
    }

    private String time(Preflight preflight) {
        Duration submitting = rate.spacing().multipliedBy(Math.max(0, preflight.clips() - 1));
        return "submitting takes %s at %s; then the last video has to be generated"
                .formatted(Durations.words(submitting), rate);
    }

    private static String verdict(Preflight preflight) {
        if (preflight.errorCount() == 0) {
            return "No mistakes found.";
        }
        return preflight.invalidRows() == 1
                ? "1 row needs a correction."
                : preflight.invalidRows() + " rows need a correction.";
    }
}
