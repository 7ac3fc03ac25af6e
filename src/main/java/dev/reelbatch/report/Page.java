package dev.reelbatch.report;

import dev.reelbatch.ledger.Money;
import dev.reelbatch.ledger.Run;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** report.html: one self-contained page that works from the disk, without a network. */
final class Page implements RowWriter {

    private static final Template PAGE = Template.of("report.html");

    private final Writer writer;
    private final Run run;
    private final ReportInfo info;
    private final Instant now;
    private final Supplier<List<Money>> money;
    private final PageCards cards;
    private final PageSection problems = new PageSection();
    private final PageSection videos = new PageSection();
    private final Tally tally = new Tally();

    Page(Writer writer, Run run, ReportInfo info, Instant now, Supplier<List<Money>> money) {
        this.writer = writer;
        this.run = run;
        this.info = info;
        this.now = now;
        this.money = money;
        this.cards = new PageCards(new Advice(run.job().name(), info.rehearsal()));
    }

    @Override
    public void add(Entry entry) {
        tally.add(entry);
        if (entry.status() == ManifestStatus.PENDING) {
            return;
        }
        PageSection section = entry.status().isProblem() ? problems : videos;
        if (section.hasRoom()) {
            section.add(entry.status().isProblem() ? cards.problem(entry) : cards.videos(entry));
        } else {
            section.leaveOut();
        }
    }

    @Override
    public void end() throws IOException {
        Counts counts = tally.counts();
        Map<String, List<Html>> holes = new HashMap<>();
        texts(counts).forEach((name, html) -> holes.put(name, List.of(html)));
        holes.put("numbers", cards.numbers(counts, new Costs(money.get(), counts, info)));
        holes.put("problems", problems.cards());
        holes.put("videos", videos.cards());
        PAGE.write(writer, holes);
    }

    private Map<String, Html> texts(Counts counts) {
        Map<String, Html> texts = new HashMap<>();
        texts.put("job", Html.text(run.job().name()));
        texts.put("run", Html.text(run.number()));
        texts.put("rehearsal", Html.hiddenUnless(info.rehearsal()));
        texts.put("running", Html.hiddenUnless(!info.finished()));
        texts.put("renewal", Html.renewalUnless(info.finished()));
        texts.put("headline", Html.text(info.headline()));
        texts.put("headlineShown", Html.hiddenUnless(info.headline() != null));
        texts.put("now", Html.text(ManifestCsv.seconds(now)));
        texts.put("problemsShown", Html.hiddenUnless(!problems.cards().isEmpty()));
        texts.put("problemsLeftOut", problems.leftOut("failed.csv"));
        texts.put("videosLeftOut", videos.leftOut("manifest.csv"));
        texts.put("noVideos", Html.hiddenUnless(counts.of(ManifestStatus.DELIVERED) == 0));
        texts.put("log", Html.text(Objects.requireNonNullElse(info.log(), "")));
        texts.put("logShown", Html.hiddenUnless(info.log() != null));
        return texts;
    }
}
