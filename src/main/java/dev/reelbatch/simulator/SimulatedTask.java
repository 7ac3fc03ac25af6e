package dev.reelbatch.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A task that is encoded in its id: everything that its status depends on is in the id, so that any simulator, on any
 * port and after any restart, can answer for it without stored state.
 *
 * @param submittedAt to the millisecond
 * @param generation time until the task ends, by the wall clock
 * @param seconds the requested duration; the clip may have another, the nearest one
 * @param nonce makes equal requests different tasks
 * @param draft whether its video is a draft, from which a real one can be made
 */
record SimulatedTask(
        Instant submittedAt,
        Duration generation,
        SampleClip clip,
        int seconds,
        TaskEnding ending,
        long nonce,
        boolean draft) {

    /**
     * The version of the format. It also keeps ids from starting with a character that a spreadsheet takes for a
     * formula.
     */
    private static final int FORMAT = 'r';

    private static final int DRAFT = 'd';

    private static final int CHECKSUM_BYTES = 4;

    String id() {
        byte[] fields = fields();
        byte[] record = ByteBuffer.allocate(fields.length + CHECKSUM_BYTES)
                .put(fields)
                .putInt(checksum(fields, fields.length))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(record);
    }

    /** Decodes an id; empty for an id that no simulator created, or that was damaged on its way. */
    static Optional<SimulatedTask> of(String id) {
        return decode(id).filter(simulatedTask -> simulatedTask.id().equals(id));
    }

    private static Optional<SimulatedTask> decode(String id) {
        byte[] record = base64(id);
        int length = record.length - CHECKSUM_BYTES;
        if (length < 1 || ByteBuffer.wrap(record).getInt(length) != checksum(record, length)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(new DataInputStream(new ByteArrayInputStream(record, 0, length))));
        } catch (IOException | IndexOutOfBoundsException otherFormat) {
            return Optional.empty();
        }
    }

    String statusAt(Instant now) {
        if (finishedBy(now)) {
            return ending.status();
        }
        boolean queued = now.isBefore(submittedAt.plus(generation.dividedBy(10)));
        return queued ? "Pending" : "Running";
    }

    boolean finishedBy(Instant now) {
        return !now.isBefore(finishedAt());
    }

    Instant finishedAt() {
        return submittedAt.plus(generation);
    }

    private byte[] fields() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(draft ? DRAFT : FORMAT);
            out.writeLong(nonce);
            out.writeLong(submittedAt.toEpochMilli());
            out.writeLong(generation.toMillis());
            out.writeByte(SampleClip.ALL.indexOf(clip));
            out.writeInt(seconds);
            out.writeUTF(ending.status());
            out.writeUTF(ending.errorMessage());
            out.writeByte(ending.videos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static SimulatedTask read(DataInputStream in) throws IOException {
        int format = in.readByte();
        if (format != FORMAT && format != DRAFT) {
            throw new IOException("Another format");
        }
        long nonce = in.readLong();
        Instant submittedAt = Instant.ofEpochMilli(in.readLong());
        Duration generation = Duration.ofMillis(in.readLong());
        SampleClip sampleClip = SampleClip.ALL.get(in.readByte());
        int seconds = in.readInt();
        TaskEnding taskEnding = new TaskEnding(in.readUTF(), in.readUTF(), in.readByte());
        return new SimulatedTask(submittedAt, generation, sampleClip, seconds, taskEnding, nonce, format == DRAFT);
    }

    private static byte[] base64(String id) {
        try {
            return Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
