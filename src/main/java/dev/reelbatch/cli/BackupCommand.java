package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.session.Backup;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code backup} command: copies the home into one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the home (database, inputs, settings) into one ZIP file, even while a job is running. "
                    + "Unpacked into an empty folder it is a home again."
        },
        footerHeading = "Examples",
        footer = {"    reelbatch backup reelbatch-backup.zip"})
final class BackupCommand implements Callable<Integer>, HandedOver {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the ZIP file to write; must not exist yet")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        Home folder = home.home(terminal);
        Backup.write(folder, file, Time.system());
        terminal.out().println(Text.of("%s is backed up to %s", folder.folder(), file));
        return ExitCode.DELIVERED;
    }
}
