package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The videos of a run by what has become of them, in the one order of all pages; the partial {@code bar} shows it.
 *
 * @param label for those who don't see it
 */
record BarView(String label, List<Part> parts) {

    private static final double ALL = 100;

    private static final List<Kind> ORDER = List.of(Kind.values());

    private enum Kind {
        DELIVERED,
        FAILED,
        DOUBT,
        DOWNLOADING,
        GENERATING,
        SUBMITTED,
        QUEUED,
        CANCELLED;

        static Kind of(ClipState state) {
            return switch (state) {
                case DELIVERED -> DELIVERED;
                case FAILED, TIMED_OUT, UNDELIVERED -> FAILED;
                case IN_DOUBT -> DOUBT;
                case GENERATED -> DOWNLOADING;
                case SUBMITTED -> GENERATING;
                case SUBMITTING -> SUBMITTED;
                case QUEUED -> QUEUED;
                case CANCELLED -> CANCELLED;
            };
        }

        String word() {
            return switch (this) {
                case DELIVERED -> Text.of("delivered");
                case FAILED -> Text.of("without a video");
                case DOUBT -> Text.of("in doubt");
                case DOWNLOADING -> Text.of("downloading");
                case GENERATING -> Text.of("generating");
                case SUBMITTED -> Text.of("being submitted");
                case QUEUED -> Text.of("queued");
                case CANCELLED -> Text.of("cancelled");
            };
        }
    }

    /**
     * A part of the bar.
     *
     * @param kind its colour in the style sheet
     * @param x where it begins, in percent
     * @param width in percent
     */
    record Part(String kind, String word, int count, String x, String width) {

        /** Returns how it is filled where the style sheet does not say it. */
        String fill() {
            return kind.equals("doubt") ? "url(#hatch)" : "none";
        }
    }

    static BarView of(Map<ClipState, Integer> states) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        states.forEach((state, clips) -> counts.merge(Kind.of(state), clips, Integer::sum));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<Part> parts = new ArrayList<>();
        int before = 0;
        for (Kind kind : ORDER) {
            int count = counts.getOrDefault(kind, 0);
            if (count > 0) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                parts.add(new Part(name, kind.word(), count, percent(before, all), percent(count, all)));
                before += count;
            }
        }
        return new BarView(Text.of("%d of %d videos delivered", counts.getOrDefault(Kind.DELIVERED, 0), all), parts);
    }

    /** A stage that videos pass or end in. */
    record Stage(String kind, String word, int count, String note) {

        /** Returns the name of its icon. */
        String icon() {
            return kind.equals("cancelled") ? "stopped" : kind;
        }
    }

    /**
     * Returns the stages of a run in order.
     *
     * @param empty true for those without a video, too, but that of cancelled ones
     * @param inDoubt what may have been charged without an answer; empty for nothing
     */
    static List<Stage> stages(Map<ClipState, Integer> states, String inDoubt, boolean empty) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        states.forEach((state, clips) -> counts.merge(Kind.of(state), clips, Integer::sum));
        return ORDER.stream()
                .filter(kind -> counts.containsKey(kind) || kind == Kind.DELIVERED || empty && kind != Kind.CANCELLED)
                .map(kind -> new Stage(
                        kind.name().toLowerCase(Locale.ROOT),
                        kind.word(),
                        counts.getOrDefault(kind, 0),
                        kind == Kind.DOUBT ? inDoubt : ""))
                .toList();
    }

    static String percent(double part, double of) {
        return of <= 0 ? "0%" : String.format(Locale.ROOT, "%.2f%%", ALL * part / of);
    }
}
