package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import dev.reelbatch.report.RowStates.Numbered;
import dev.reelbatch.report.RowStates.State;
import dev.reelbatch.text.Text;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the manifest in the forms the page needs: for its script, and for readers without scripts.
 *
 * @param state of the row, which the page has once for all such rows
 */
record PageRow(ManifestEntry entry, Numbered state, List<Link> pictures) {

    /** A link from the page to a video or a picture. */
    record Link(String src, String name) {}

    /**
     * Returns the data for the page's script. Unknown values are left out, and so is the prompt if it equals
     * {@code cell}.
     */
    Map<String, Object> data(@Nullable String cell) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("key", key());
        data.put("row", entry.row().row());
        data.put("variant", entry.row().variant());
        data.put("status", entry.status().word());
        data.put("state", state.number());
        data.put("videos", videos());
        put(data, "accepted", entry.isAccepted() ? true : null);
        put(data, "id", entry.row().rowId());
        put(
                data,
                "prompt",
                Objects.equals(cell, entry.row().prompt()) ? null : entry.row().prompt());
        if (entry.clip() != null) {
            putClip(data, entry.clip());
        }
        boolean isInDoubt = entry.status() == ManifestStatus.IN_DOUBT && entry.needsWork();
        put(data, "sent", isInDoubt && entry.sentAt() != null ? NextStep.local(entry.sentAt()) : null);
        put(data, "error", error());
        if (entry.isDraft() && entry.clip() != null) {
            put(data, "draft", entry.clip().taskId());
            put(data, "draftColumn", entry.draftColumn());
        }
        put(data, "note", entry.note().isEmpty() ? null : entry.note());
        put(data, "pictures", pictures.isEmpty() ? null : pictures);
        put(data, "files", others().isEmpty() ? null : others());
        data.put("cells", entry.cells());
        return data;
    }

    private void putClip(Map<String, Object> data, Clip clip) {
        put(data, "model", clip.model());
        put(data, "size", clip.size());
        put(data, "duration", clip.duration());
        put(data, "submitted", millis(clip.submittedAt()));
        put(data, "finished", millis(clip.finishedAt()));
        if (entry.row().cost() != null && clip.price() != null) {
            put(data, "amount", Cost.rounded(entry.row().cost()));
            put(data, "currency", clip.price().currency());
            put(data, "cost", Cost.text(entry.row().cost(), clip.price().currency()));
        }
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    /** Returns the texts for readers without scripts. */
    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("place", place());
        plain.put("label", entry.isDraft() ? Text.of("%s, draft", label()) : label());
        plain.put("prompt", Objects.requireNonNullElse(entry.row().prompt(), ""));
        plain.put("videos", links(entry.videos()));
        plain.put("note", entry.note());
        State said = state.state();
        plain.put("advice", said.advice());
        plain.put(
                "command",
                said.perRow() ? said.command() + " --rows " + entry.row().row() : said.command());
        plain.put("error", Objects.requireNonNullElse(error(), ""));
        return plain;
    }

    /** Identifies the clip shown; a new version of the row gets another key. */
    private String key() {
        return entry.clip() == null
                ? "row" + entry.row().row()
                : "clip" + entry.clip().id() + "-" + entry.row().row();
    }

    private String place() {
        int variant = entry.row().variant();
        return variant == 1
                ? "" + entry.row().row()
                : Text.of("%d, variant %d", entry.row().row(), variant);
    }

    private String label() {
        String label = entry.status().label();
        return entry.isAccepted() ? Text.of("%s, accepted", label) : label;
    }

    private @Nullable String error() {
        return entry.status().isProblem() ? entry.error() : null;
    }

    private List<Link> videos() {
        return links(entry.videos().stream().filter(EntryVideo::isVideo).toList());
    }

    /** Returns the other files of the task, such as a cover image. */
    private List<Link> others() {
        return links(entry.videos().stream().filter(video -> !video.isVideo()).toList());
    }

    /** Returns links to those of the videos that have a file. */
    static List<Link> links(List<EntryVideo> videos) {
        return videos.stream()
                .filter(video -> video.file() != null && video.name() != null)
                .map(video -> new Link(src(video), Objects.requireNonNull(video.name())))
                .toList();
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static String src(EntryVideo video) {
        Path file = Objects.requireNonNull(video.file());
        String name = Objects.requireNonNull(video.name());
        return Path.of(name).isAbsolute() ? file.toUri().toASCIIString() : encoded(name);
    }

    /**
     * Encodes a path byte by byte; {@link URI} would normalise accented letters into a form that differs from the
     * file's name.
     */
    private static String encoded(String path) {
        StringBuilder url = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            if (plain || "-._~/".indexOf(b) >= 0) {
                url.append((char) b);
            } else {
                url.append('%').append("%02X".formatted(b & 0xFF));
            }
        }
        return url.toString();
    }
}
