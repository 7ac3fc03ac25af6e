package dev.reelbatch.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A record of accepted submits that tests judge by: in memory, and in a file that outlives the process. */
final class AcceptedLog implements AutoCloseable {

    private final boolean remembering;
    private final @Nullable FileChannel file;
    private final List<AcceptedSubmit> remembered = new ArrayList<>();
    private int count;

    private AcceptedLog(boolean remembering, @Nullable FileChannel file) {
        this.remembering = remembering;
        this.file = file;
    }

    static AcceptedLog open(boolean remembering, @Nullable Path file) throws IOException {
        return new AcceptedLog(
                remembering,
                file == null ? null : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Records a submit; returns once the operating system has the record, which then outlives this process, killed or
     * not.
     */
    synchronized void add(AcceptedSubmit submit, ObjectNode body) throws IOException {
        if (file != null) {
            ByteBuffer line = ByteBuffer.wrap(line(submit, body).getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
        }
        if (remembering) {
            remembered.add(submit);
        }
        count++;
    }

    synchronized List<AcceptedSubmit> remembered() {
        return List.copyOf(remembered);
    }

    synchronized int count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private static String line(AcceptedSubmit submit, ObjectNode body) {
        ObjectNode line = SimulatorJson.object()
                .put("time", submit.at().toString())
                .put("ends", submit.ends().toString())
                .put("task_id", submit.taskId())
                .put("request_id", submit.requestId());
        line.set("body", body);
        return SimulatorJson.text(line) + "\n";
    }
}
