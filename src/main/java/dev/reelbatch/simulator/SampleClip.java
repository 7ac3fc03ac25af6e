package dev.reelbatch.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A prepared video; there is one for every size and duration that Sora 2 allows, and for drafts in 480p. */
record SampleClip(int width, int height, int seconds) {

    /** All clips. The order is part of the task ids: add only at the end. */
    static final List<SampleClip> ALL = Stream.concat(
                    Stream.of(4, 8, 12)
                            .flatMap(seconds -> Stream.of(
                                    new SampleClip(720, 1280, seconds),
                                    new SampleClip(1280, 720, seconds),
                                    new SampleClip(1024, 1792, seconds),
                                    new SampleClip(1792, 1024, seconds))),
                    Stream.of(4, 8, 12)
                            .flatMap(seconds ->
                                    Stream.of(new SampleClip(496, 864, seconds), new SampleClip(864, 496, seconds))))
            .toList();

    /** Returns the prepared video closest to a size, then to a duration. */
    static SampleClip nearest(int width, int height, int seconds) {
        return ALL.stream()
                .min(Comparator.<SampleClip>comparingLong(sampleClip -> sampleClip.distance(width, height))
                        .thenComparingLong(sampleClip -> Math.abs((long) sampleClip.seconds - seconds)))
                .orElseThrow();
    }

    private long distance(int otherWidth, int otherHeight) {
        return Math.abs((long) width - otherWidth) + Math.abs((long) height - otherHeight);
    }

    String size() {
        return width + "x" + height;
    }

    String fileName() {
        return size() + "-" + seconds + "s.mp4";
    }
}
