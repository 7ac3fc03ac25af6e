package dev.reelbatch.report;

import dev.reelbatch.files.ReplacedFile;
import dev.reelbatch.time.CrashPoint;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The files of a report, which replace their predecessors together. Errors name the file. */
final class ReportOutputs implements AutoCloseable {

    private record Output(ReplacedFile file, RowWriter rows) {}

    private interface Work<T> {
        T on(Output output) throws IOException;
    }

    private final Path folder;
    private final List<Output> outputs = new ArrayList<>();

    ReportOutputs(Path folder) {
        this.folder = folder;
    }

    /** Opens one more file; if that fails, the files opened before are removed. */
    ReportOutputs with(String name, Function<Writer, RowWriter> rows) {
        Path target = folder.resolve(name);
        try {
            ReplacedFile file = new ReplacedFile(target);
            outputs.add(new Output(file, rows.apply(file.writer())));
            return this;
        } catch (IOException e) {
            close();
            throw new ReportException(target, e);
        }
    }

    void add(ManifestEntry manifestEntry) {
        each(output -> {
            output.rows().add(manifestEntry);
            return output;
        });
    }

    /** Completes all files after the last row; they are on the disk when this returns. */
    void finish() {
        each(output -> {
            output.rows().end();
            output.file().finish();
            return output;
        });
    }

    /** Renames the files to their names, or to names beside them. */
    List<ReportFiles.Written> replace() {
        return each(output -> {
            CrashPoint.REPORTING.reach();
            return new ReportFiles.Written(output.file().target(), output.file().replaceOrPutBeside());
        });
    }

    /** Renames the files, leaving old ones in place that can't be replaced. */
    void replaceWherePossible() {
        outputs.forEach(output -> output.file().replace());
    }

    /** Removes the files that were not renamed, each separately, so that one failure leaves no other file behind. */
    @Override
    public void close() {
        ReportException failure = null;
        for (Output output : outputs) {
            try {
                output.file().close();
            } catch (IOException e) {
                failure = new ReportException(output.file().target(), e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private <T> List<T> each(Work<T> work) {
        List<T> results = new ArrayList<>();
        for (Output output : outputs) {
            try {
                results.add(work.on(output));
            } catch (IOException e) {
                throw new ReportException(output.file().target(), e);
            }
        }
        return results;
    }
}
