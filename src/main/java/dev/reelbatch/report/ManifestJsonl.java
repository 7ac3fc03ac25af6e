package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** manifest.jsonl: one JSON object per row and variant, with exact values. Every line has the same keys. */
final class ManifestJsonl implements RowWriter {

    private final Path out;
    private final Writer writer;
    private final JsonMapper json;

    ManifestJsonl(Path out, Writer writer, JsonMapper json) {
        this.out = out;
        this.writer = writer;
        this.json = json;
    }

    @Override
    public void add(ManifestEntry manifestEntry) throws IOException {
        ObjectNode line = json.createObjectNode()
                .put("row", manifestEntry.row().row())
                .put("variant", manifestEntry.row().variant())
                .put("id", manifestEntry.row().rowId())
                .put("status", manifestEntry.status().word());
        line.set("files", files(manifestEntry));
        addClip(line, manifestEntry.clip());
        line.put("prompt", manifestEntry.row().prompt())
                .put("submissions", manifestEntry.row().submissions())
                .put(
                        "cost",
                        manifestEntry.row().cost() == null
                                ? null
                                : Cost.rounded(manifestEntry.row().cost()))
                .put("error_code", manifestEntry.errorCode())
                .put("error_message", manifestEntry.errorMessage())
                .put("file_note", manifestEntry.fileNote().isEmpty() ? null : manifestEntry.fileNote());
        line.set("columns", manifestEntry.other());
        writer.write(json.writeValueAsString(line));
        writer.write('\n');
    }

    private ArrayNode files(ManifestEntry manifestEntry) {
        ArrayNode files = json.createArrayNode();
        for (EntryVideo video : manifestEntry.videos()) {
            files.addObject()
                    .put("file", video.name())
                    .put("bytes", video.bytes())
                    .put("sha256", video.sha256())
                    .put("url", video.url());
        }
        return files;
    }

    /** Adds the fields of a clip, including those that {@link ManifestReader} needs to rebuild a restored home. */
    private void addClip(ObjectNode line, @Nullable Clip clip) {
        line.put("model", clip == null ? null : clip.model())
                .put("size", clip == null ? null : clip.size())
                .put("duration", clip == null ? null : clip.duration())
                .put("task_id", clip == null ? null : clip.taskId())
                .put("request_id", clip == null ? null : clip.requestId())
                .put(
                        "currency",
                        clip == null || clip.price() == null
                                ? null
                                : clip.price().currency())
                .put("submitted_at", clip == null ? null : ManifestCsv.seconds(clip.submittedAt()))
                .put("finished_at", clip == null ? null : ManifestCsv.seconds(clip.finishedAt()))
                .put(
                        "price",
                        clip == null || clip.price() == null
                                ? null
                                : clip.price().amount())
                .put("api", clip == null ? null : clip.api())
                .put("fingerprint", clip == null ? null : clip.fingerprint())
                .put("take", clip == null ? null : clip.take())
                .put("state", clip == null ? null : clip.state().name().toLowerCase(Locale.ROOT))
                .put(
                        "stem",
                        clip == null || clip.fileStem() == null
                                ? null
                                : ManifestEntryReader.name(out, Path.of(clip.fileStem())))
                .put("request", clip == null ? null : clip.request());
    }

    @Override
    public void end() {
        // an empty sheet is an empty file
    }
}
