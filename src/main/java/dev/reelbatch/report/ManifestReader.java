package dev.reelbatch.report;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LostClip;
import dev.reelbatch.ledger.Price;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a manifest written by {@link ManifestJsonl}, to tell a restored home about results it does not know. */
public final class ManifestReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path out;

    public ManifestReader(Path out) {
        this.out = out;
    }

    /**
     * The content of a manifest.
     *
     * @param written the time it was written; null if there is no manifest
     * @param illegible the number of lines that lack needed fields because an older version wrote them
     */
    public record Manifest(List<LostClip> clips, @Nullable Instant written, int illegible) {}

    /**
     * Reads the manifest.
     *
     * @throws ReportException if it can't be read
     */
    public Manifest read() {
        Path file = out.resolve("manifest.jsonl");
        List<LostClip> clips = new ArrayList<>();
        int illegible = 0;
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode row = JSON.readTree(line);
                if (row.hasNonNull("fingerprint")) {
                    clips.add(clip(row));
                } else if (row.hasNonNull("task_id") || row.path("submissions").asInt(0) > 0) {
                    illegible++;
                }
            }
            return new Manifest(clips, Files.getLastModifiedTime(file).toInstant(), illegible);
        } catch (NoSuchFileException e) {
            return new Manifest(List.of(), null, 0);
        } catch (IOException e) {
            throw new ReportException(file, e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ReportException(file, new IOException(e.getMessage(), e));
        }
    }

    private LostClip clip(JsonNode row) {
        List<LostClip.File> files = new ArrayList<>();
        row.path("files").forEach(file -> files.add(file(file)));
        return new LostClip(
                row.path("row").asInt(),
                row.path("fingerprint").asString(),
                row.path("take").asInt(1),
                row.path("api").asString(),
                row.path("request").asString(),
                ClipState.valueOf(row.path("state").asString().toUpperCase(Locale.ROOT)),
                row.path("model").asString(),
                text(row, "size"),
                row.hasNonNull("duration") ? row.path("duration").asInt() : null,
                row.hasNonNull("price")
                        ? new Price(
                                row.path("price").decimalValue(),
                                row.path("currency").asString())
                        : null,
                row.hasNonNull("cost") ? row.path("cost").decimalValue() : null,
                row.path("submissions").asInt(),
                text(row, "task_id"),
                text(row, "request_id"),
                instant(row, "submitted_at"),
                instant(row, "finished_at"),
                text(row, "error_code"),
                text(row, "error_message"),
                out.resolve(row.path("stem").asString()).normalize().toString(),
                files);
    }

    private LostClip.File file(JsonNode file) {
        String name = text(file, "file");
        return new LostClip.File(
                file.path("url").asString(),
                name == null ? null : out.resolve(name).normalize().toString(),
                file.hasNonNull("bytes") ? file.path("bytes").asLong() : null,
                text(file, "sha256"));
    }

    private static @Nullable String text(JsonNode object, String name) {
        return object.hasNonNull(name) ? object.path(name).asString() : null;
    }

    private static @Nullable Instant instant(JsonNode object, String name) {
        return object.hasNonNull(name) ? Instant.parse(object.path(name).asString()) : null;
    }
}
