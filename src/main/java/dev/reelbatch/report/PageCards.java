package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.report.Entry.EntryVideo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repeated parts of the page. */
final class PageCards {

    private static final Template VIDEO = Template.of("video.html");
    private static final Template PROBLEM = Template.of("problem.html");
    private static final Template NUMBER = Template.of("number.html");
    private static final Pattern SIZE = Pattern.compile("(\\d{2,5})[xX*](\\d{2,5})");

    private final Advice advice;

    PageCards(Advice advice) {
        this.advice = advice;
    }

    /** The summary's numbers; those that are zero are left out. */
    List<Html> numbers(Counts counts, Costs costs) {
        List<Html> numbers = new ArrayList<>();
        numbers.add(number("rows", Integer.toString(counts.rows()), "rows"));
        for (ManifestStatus status : ManifestStatus.values()) {
            if (counts.of(status) > 0 || status == ManifestStatus.DELIVERED) {
                numbers.add(number(status.word(), Integer.toString(counts.of(status)), status.label()));
            }
        }
        costs.amounts().forEach((label, amount) -> numbers.add(number("cost", amount, label)));
        return numbers;
    }

    private static Html number(String kind, String value, String label) {
        return NUMBER.fill(Map.of("kind", Html.text(kind), "value", Html.text(value), "label", Html.text(label)));
    }

    /** A card per video of a delivered row. */
    Html videos(Entry entry) {
        StringBuilder markup = new StringBuilder();
        int count = entry.videos().size();
        for (int i = 0; i < count; i++) {
            String place = count == 1 ? place(entry) : place(entry) + ", video " + (i + 1) + " of " + count;
            markup.append(video(entry, entry.videos().get(i), place).markup());
        }
        return new Html(markup.toString());
    }

    private static Html video(Entry entry, EntryVideo video, String place) {
        Map<String, Html> holes = new HashMap<>(common(entry, place));
        holes.put("src", Html.text(src(video)));
        holes.put("file", Html.text(video.name()));
        holes.put("ratio", Html.text(ratio(entry.clip())));
        holes.put("facts", Html.text(facts(entry)));
        return VIDEO.fill(holes);
    }

    Html problem(Entry entry) {
        Map<String, Html> holes = new HashMap<>(common(entry, place(entry)));
        holes.put("status", Html.text(entry.status().word()));
        String label = entry.status().label();
        holes.put("label", Html.text(entry.isAccepted() ? label + ", accepted" : label));
        holes.put("advice", Html.text(advice.on(entry)));
        holes.put("error", Html.text(entry.error()));
        return PROBLEM.fill(holes);
    }

    private static Map<String, Html> common(Entry entry, String place) {
        return Map.of(
                "place", Html.text(place),
                "id", Html.text(entry.row().rowId()),
                "idShown", Html.hiddenUnless(entry.row().rowId() != null),
                "prompt", Html.text(entry.row().prompt()));
    }

    private static String place(Entry entry) {
        String row = "Row " + entry.row().row();
        return entry.row().variant() == 1
                ? row
                : row + ", variant " + entry.row().variant();
    }

    private static String facts(Entry entry) {
        Clip clip = Objects.requireNonNull(entry.clip(), "a delivered row has a clip");
        String cost = entry.row().cost() == null || clip.price() == null
                ? null
                : Amount.of(entry.row().cost(), clip.price().currency());
        return Stream.of(clip.model(), clip.size(), clip.duration() == null ? null : clip.duration() + " s", cost)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
    }

    /** Keeps the place free that the video will take, so that the page does not jump. */
    private static String ratio(@Nullable Clip clip) {
        Matcher size = SIZE.matcher(clip == null || clip.size() == null ? "" : clip.size());
        return size.matches() ? size.group(1) + "/" + size.group(2) : "16/9";
    }

    private static String src(EntryVideo video) {
        if (video.file() == null || video.name() == null) {
            return "";
        }
        boolean underOut = !Path.of(video.name()).isAbsolute();
        return underOut ? encoded(video.name()) : video.file().toUri().toASCIIString();
    }

    /** Not by {@link URI}, which puts letters with accents into another form than the file's name has. */
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
