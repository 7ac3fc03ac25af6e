package dev.reelbatch.cli;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.ModelFields;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.terminal.TextTable;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code models} command: lists the models, or the columns of one. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the models; with a name, prints the first line of a sheet for that model, and below it, on standard "
                    + "error, what each column takes."
        },
        footerHeading = "Examples",
        footer = {
            "  List all models:",
            "    reelbatch models",
            "  Start a sheet for one of them:",
            "    reelbatch models kling-v3 > products.csv"
        })
final class ModelsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "one model (default: all)")
    private @Nullable String name;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    ModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Catalogue catalogue = new Catalogue(home.settings(terminal).models());
        if (name == null) {
            catalogue.names().forEach(terminal.out()::println);
            return ExitCode.DELIVERED;
        }
        ModelFields fields = catalogue.fields(name);
        if (fields == null) {
            throw unknown(name, catalogue.nearest(name));
        }
        terminal.out().println(fields.header());
        terminal.out().flush();
        int width = fields.fields().stream()
                .mapToInt(field -> field.column().length())
                .max()
                .orElse(0);
        fields.fields().forEach(field -> terminal.err()
                .println(("  " + TextTable.padded(field.column(), width) + "  " + field.values()).stripTrailing()));
        terminal.err().println(Text.of("Write %s in the column model of each row.", fields.name()));
        return ExitCode.DELIVERED;
    }

    private static UserException unknown(String name, @Nullable String nearest) {
        return new UserException(
                nearest == null
                        ? Text.of("There is no model \"%s\" in the catalogue; reelbatch models lists them all.", name)
                        : Text.of("There is no model \"%s\" in the catalogue; did you mean %s?", name, nearest));
    }
}
