package dev.reelbatch.cli;

import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * A sheet from a link or from standard input, outside of any home, for as long as a command takes.
 *
 * @param folder deleted at the end
 */
record TemporarySheet(Path folder, Path file) implements AutoCloseable {

    /** @throws dev.reelbatch.text.UserException if it can't be fetched; nothing is left behind then */
    static TemporarySheet fetch(Input input, ReadOptions reading, Settings settings, Terminal terminal)
            throws IOException {
        Path folder = Files.createTempDirectory("reelbatch-check-");
        try {
            FetchedSheets sheets = new FetchedSheets(
                    folder,
                    settings.link()
                            .limits(settings.api().connectTimeout(), ApiConnection.proxies(terminal.environment())),
                    Time.system());
            Path file = input.isStandardInput()
                    ? sheets.keep(InputBytes.read(terminal, settings))
                    : sheets.fetch(input.link(reading));
            return new TemporarySheet(folder, file);
        } catch (RuntimeException e) {
            FileSystemUtils.deleteRecursively(folder);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
