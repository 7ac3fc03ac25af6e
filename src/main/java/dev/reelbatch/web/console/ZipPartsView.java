package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The parts in which all videos of a run can be downloaded. */
record ZipPartsView(String title, String job, String run, List<Line> parts) implements PageView {

    private static final double MEGABYTE = 1e6;

    /** A part. */
    record Line(String name, String address, String rows, String videos, String size) {}

    static ZipPartsView of(RequestedRun run, List<ZipPart> parts) {
        return new ZipPartsView(
                Text.of("Videos of %s in parts", run.job()),
                run.job(),
                Addresses.ofRun(run.id()),
                IntStream.range(0, parts.size())
                        .mapToObj(i -> line(i + 1, parts.size(), parts.get(i), run))
                        .toList());
    }

    private static Line line(int number, int all, ZipPart part, RequestedRun run) {
        return new Line(
                Text.of("Part %d of %d", number, all),
                "%s/videos.zip?part=%d&skip=%d&take=%d"
                        .formatted(Addresses.ofRun(run.id()), number, part.skip(), part.rows()),
                Text.of("rows %d to %d", part.first(), part.last()),
                Text.counted(part.videos(), "video"),
                Text.of("%s MB", String.format(Locale.ROOT, "%,.1f", part.bytes() / MEGABYTE)));
    }

    boolean hasParts() {
        return !parts.isEmpty();
    }
}
