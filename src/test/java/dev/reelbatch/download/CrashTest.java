package dev.reelbatch.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Video;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CrashTest {

    private DownloadRig downloads;
    private Clip clip;
    private byte[] content;
    private int calls;

    @BeforeEach
    void open(@TempDir Path out) throws Exception {
        downloads = new DownloadRig(out);
        downloads.generated("one");
        clip = downloads.waiting().get(0);
        try (InputStream in =
                URI.create(downloads.video(clip.id(), 1).url()).toURL().openStream()) {
            content = in.readAllBytes();
        }
        Files.createDirectories(downloads.videosFolder());
        calls = downloads.rig.simulator.downloadCalls();
    }

    @AfterEach
    void close() {
        downloads.close();
    }

    @Test
    void whenKilledBetweenTheRecordAndTheRenameThenThePartIsUsed() throws Exception {
        Path part = part();
        Files.write(part, content);
        verified(part);
        downloads.download();
        assertDelivered(0);
    }

    @Test
    void whenKilledBetweenTheRenameAndItsRecordThenTheFileIsKnown() throws Exception {
        Files.write(downloads.file(2), content);
        verified(downloads.file(2));
        downloads.download();
        assertDelivered(0);
    }

    @Test
    void whenKilledInTheMiddleThenItResumesThere() throws Exception {
        Files.write(part(), Arrays.copyOf(content, 1000));
        note(PartFile.note(version(eTag())));
        downloads.download();
        assertDelivered(1);
    }

    /** After a power failure there are zeros where bytes never reached the disk, after a beginning that did. */
    @Test
    void whenThePowerWasCutInTheMiddleThenThePartIsNotTrusted() throws Exception {
        byte[] zeros = Arrays.copyOf(Arrays.copyOf(content, 1000), 50_000);
        Files.write(part(), zeros);
        note("the machine's start before\n" + eTag());
        downloads.download();
        assertDelivered(1);
    }

    @Test
    void whenThePartHasNoValidatorThenItIsNotTrusted() throws Exception {
        Files.write(part(), new byte[1000]);
        downloads.download();
        assertDelivered(1);
    }

    @Test
    void whenThePartIsOfAnotherVersionThenItIsNotTrusted() throws Exception {
        Files.write(part(), new byte[1000]);
        note(PartFile.note(version("\"other\"")));
        downloads.download();
        assertDelivered(1);
    }

    private Path part() {
        return new PartFile(downloads.file(2), Long.toString(clip.id())).path();
    }

    private String eTag() throws Exception {
        String tag = URI.create(downloads.video(clip.id(), 1).url())
                .toURL()
                .openConnection()
                .getHeaderField("ETag");
        calls = downloads.rig.simulator.downloadCalls();
        return tag;
    }

    private void verified(Path there) throws Exception {
        Video video = downloads.video(clip.id(), 1);
        downloads.rig.ledger.downloads.verified(video, downloads.file(2), content.length, Sha256.of(there));
    }

    private static FileVersion version(String tag) {
        return new FileVersion(tag, OptionalLong.empty());
    }

    private void note(String validator) throws Exception {
        Files.writeString(part().resolveSibling(part().getFileName() + "-of"), validator);
    }

    private void assertDelivered(int fetches) throws Exception {
        assertThat(downloads.rig.states()).containsExactly(ClipState.DELIVERED);
        assertThat(Files.readAllBytes(downloads.file(2))).isEqualTo(content);
        assertThat(downloads.names()).containsExactly("0002-clip.mp4");
        assertThat(downloads.rig.simulator.downloadCalls() - calls).isEqualTo(fetches);
    }
}
