package dev.reelbatch.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears completely or not at all: written under a hidden name, forced to the disk, then renamed over its
 * predecessor.
 */
public final class ReplacedFile implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final Writer writer;

    /** Opens the hidden file and overwrites one that a crash left behind. */
    public ReplacedFile(Path target) throws IOException {
        this.target = target;
        this.temporary = AtomicFile.hidden(target);
        Files.createDirectories(target.toAbsolutePath().getParent());
        this.channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        // not Files.newBufferedWriter, which throws on half a surrogate pair in a prompt
        this.writer = new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16);
    }

    public Path target() {
        return target;
    }

    public Writer writer() {
        return writer;
    }

    /** Completes the file; its content is on the disk when this returns. */
    public void finish() throws IOException {
        writer.flush();
        channel.force(true);
        channel.close();
    }

    /** Renames the file over its predecessor. Returns false if that is locked by another program or read-only. */
    public boolean replace() {
        if (Files.exists(target) && !Files.isWritable(target)) {
            return false; // POSIX would rename over a read-only file, against its owner's wish
        }
        try {
            AtomicFile.replace(temporary, target);
            return true;
        } catch (IOException e) {
            return false; // whatever the reason, a name beside it is tried next
        }
    }

    /** Replaces the predecessor, or takes the next free name beside it. Returns the name used. */
    public Path replaceOrPutBeside() throws IOException {
        if (replace()) {
            return target;
        }
        Path beside = freeSibling();
        Files.move(temporary, beside, StandardCopyOption.ATOMIC_MOVE);
        return beside;
    }

    private Path freeSibling() {
        String name = target.getFileName().toString();
        int dot = name.lastIndexOf('.');
        int number = 2;
        Path sibling;
        do {
            sibling = target.resolveSibling(name.substring(0, dot) + "-" + number++ + name.substring(dot));
        } while (Files.exists(sibling, LinkOption.NOFOLLOW_LINKS));
        return sibling;
    }

    /** Deletes the hidden file unless it was renamed. */
    @Override
    public void close() throws IOException {
        channel.close(); // not the writer, which would flush to a disk that may be full
        Files.deleteIfExists(temporary);
    }
}
