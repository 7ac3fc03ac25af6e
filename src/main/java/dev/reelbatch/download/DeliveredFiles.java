package dev.reelbatch.download;

import dev.reelbatch.ledger.DeliveredFileLedger;
import dev.reelbatch.ledger.DeliveredFileLedger.DeliveredFile;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a run's delivered clips: fetched again if they have vanished, linked if they are in another folder. */
public final class DeliveredFiles {

    private static final Logger log = LoggerFactory.getLogger(DeliveredFiles.class);

    private final DeliveredFileLedger ledger;

    public DeliveredFiles(DeliveredFileLedger ledger) {
        this.ledger = ledger;
    }

    /** Returns the run's delivered videos whose file can't be found. A person may delete a cover image. */
    public List<DeliveredFile> vanished(Run run) {
        List<DeliveredFile> vanished = new ArrayList<>();
        for (DeliveredFile delivered : ledger.ofRun(run.id())) {
            if (VideoFile.isVideo(delivered.file())
                    && !ledger.isThere(delivered)
                    && !isLinked(linkIn(run, delivered), delivered)) {
                vanished.add(delivered);
            }
        }
        return vanished;
    }

    /** Queues vanished files to be fetched again into this run's OUT. Returns the number of clips affected. */
    public int fetchVanishedAgain(Run run) {
        Map<Long, String> clips = new LinkedHashMap<>();
        vanished(run).forEach(file -> clips.put(file.clipId(), file.fileName()));
        Path videos = run.outDir().resolve("videos");
        clips.forEach((clip, fileName) -> ledger.vanished(clip, videos.resolve(fileName)));
        return clips.size();
    }

    /** Links every delivered file that is in another folder into this run's OUT. */
    public void linkFromElsewhere(Run run) throws IOException {
        for (DeliveredFile delivered : ledger.ofRun(run.id())) {
            Path link = linkIn(run, delivered);
            if (!delivered.file().startsWith(run.outDir()) && !Files.exists(link) && ledger.isThere(delivered)) {
                FinishedFile.linkOrCopy(delivered.file(), link);
                ledger.checked(link, delivered.sha256());
                log.info("{} comes from {}", link, delivered.file());
            }
        }
    }

    private static Path linkIn(Run run, DeliveredFile delivered) {
        return VideoFile.linkIn(run.outDir(), delivered.fileName(), delivered.number(), delivered.file());
    }

    /** Another row's video may have that name and the same length. */
    private boolean isLinked(Path link, DeliveredFile delivered) {
        try {
            return Files.size(link) == delivered.bytes() && ledger.holds(link, delivered.sha256());
        } catch (IOException e) {
            return false;
        }
    }
}
