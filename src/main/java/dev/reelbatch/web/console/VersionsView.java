package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RowVersions.Version;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All videos ever made for a row, side by side.
 *
 * @param row as in {@code Row 9}
 * @param name its id and the first of its own columns
 * @param summary how many there are, and what they cost
 * @param open the address of the row on the page of the latest run; empty if it has none
 */
record VersionsView(
        String key, String row, String name, String summary, String open, String nothing, List<VersionView> versions) {

    /**
     * One of them.
     *
     * @param label as in {@code Version 2}
     * @param run as in {@code run 3}
     * @param prompt in parts, by what was changed since the version before
     * @param settings model, size and duration, likewise
     */
    record VersionView(
            String key,
            String row,
            String label,
            String run,
            List<TextChange> prompt,
            List<TextChange> settings,
            FilmView film,
            String length,
            CardMarks marks) {}

    /**
     * Its picture, which plays when it is pressed.
     *
     * @param address of the video, for those without script
     * @param still where its still is, if stills are made
     * @param row as in {@code Row 9, Version 2}
     */
    record FilmView(String address, String video, String still, String row) {}

    boolean hasVersions() {
        return !versions.isEmpty();
    }

    boolean areSeveral() {
        return versions.size() > 1;
    }

    static VersionsView of(ReportRow row, JobData data, String latest, ShownTimes times) {
        List<Version> found = data.versions().getOrDefault(JobData.row(row), List.of());
        String key = "row-" + row.row() + "-" + row.variant();
        String label = row.variant() == 1
                ? Text.of("Row %d", row.row())
                : Text.of("Row %d, variant %d", row.row(), row.variant());
        List<VersionView> versions = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            versions.add(version(found.get(i), i == 0 ? null : found.get(i - 1), i + 1, label, key, data, times));
        }
        return new VersionsView(
                key,
                label,
                RunningView.joined(
                        Objects.requireNonNullElse(row.rowId(), ""),
                        CardView.own(row).values().stream()
                                .filter(value -> !value.isBlank())
                                .findFirst()
                                .map(CardView::beginning)
                                .orElse("")),
                RunningView.joined(Text.counted(found.size(), "version"), Amounts.text(cost(found))),
                latest.isEmpty() ? "" : latest + "?row=" + row.row() + "#panel",
                found.isEmpty() ? CardView.state(row.clip()).word() : "",
                versions);
    }

    private static Cost cost(List<Version> versions) {
        Cost cost = Cost.NONE;
        for (Version version : versions) {
            if (version.cost() != null && version.clip().price() != null) {
                cost = cost.plus(
                        new Price(version.cost(), version.clip().price().currency()));
            }
        }
        return cost;
    }

    private static VersionView version(
            Version version,
            @Nullable Version before,
            int number,
            String row,
            String place,
            JobData data,
            ShownTimes times) {
        Clip clip = version.clip();
        Mark mark = data.marks().get(clip.id());
        String action = "/versions/" + clip.id();
        String fields = "&job=" + Addresses.escaped(data.standing().job().name()) + "&at=" + place
                + (data.query().fields().isEmpty() ? "" : "&" + data.query().fields());
        boolean kept = mark != null && mark.isKeep();
        boolean redone = mark != null && mark.isRedo();
        return new VersionView(
                "version-" + clip.id(),
                row,
                Text.of("Version %d", number),
                Text.of("run %d", version.run()),
                TextChange.of(
                        before == null ? "" : Objects.requireNonNullElse(before.prompt(), ""),
                        Objects.requireNonNullElse(version.prompt(), "")),
                settings(clip, before == null ? null : before.clip()),
                new FilmView(
                        action + "/" + version.video(),
                        action + "/" + version.video(),
                        action + "/" + version.video() + "/still",
                        RunningView.joined(row, Text.of("Version %d", number))),
                clip.duration() == null ? "" : Text.of("%d s", clip.duration()),
                CardMarks.of(
                        mark,
                        data.notes().getOrDefault(clip.id(), List.of()),
                        action + "/marks?set=" + (kept ? "none" : "keep") + fields,
                        action + "/marks?set=" + (redone ? "none" : "redo") + fields,
                        "",
                        action + "/notes?" + fields.substring(1),
                        times));
    }

    private static List<TextChange> settings(Clip clip, @Nullable Clip before) {
        List<TextChange> settings = new ArrayList<>();
        String now = text(clip);
        String then = before == null ? now : text(before);
        if (!now.equals(then)) {
            settings.add(new TextChange(then, false, true));
            settings.add(new TextChange(" ", false, false));
        }
        settings.add(new TextChange(now, !now.equals(then), false));
        return settings;
    }

    private static String text(Clip clip) {
        return RunningView.joined(
                clip.model(),
                Objects.requireNonNullElse(clip.size(), ""),
                clip.duration() == null ? "" : Text.of("%d s", clip.duration()));
    }
}
