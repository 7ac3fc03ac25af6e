package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.JsonSchemas;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and options for rows that differ from paid ones by their id alone. */
class OtherIdsCommandTest {

    private final Cli cli;

    OtherIdsCommandTest(@TempDir Path folder) {
        this.cli = new Cli(folder);
    }

    @BeforeEach
    void pay() {
        assertThat(cli.rehearse(sheet("prompt,id\nA heron,1\nA crane,2\n")).exit())
                .isZero();
        assertThat(submissions()).isEqualTo(2);
    }

    private Path sheet(String csv) {
        return cli.file("spring.csv", csv);
    }

    private long submissions() {
        return cli.run("status", "spring", "--rehearse", "--submissions", "--json")
                .out()
                .lines()
                .count();
    }

    @Test
    void whenTheIdColumnIsLeftOutThenAScriptSaysWhatIsMeant() {
        Path noIds = sheet("prompt\nA heron\nA crane\n");
        Cli.Result unsaid = cli.rehearse(noIds);
        assertThat(unsaid.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(unsaid.err())
                .contains("2 videos (rows 2,3) were already paid for, only with another id or without one")
                .contains("--other-id use (keep these videos) or --other-id pay (pay for new ones)");
        assertThat(cli.rehearse(noIds, "--other-id=both").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(submissions()).isEqualTo(2);
        Path job = cli.file(
                "spring.yaml",
                "input: " + noIds + "\nother-id: use\nrate: 600/min\nout: " + cli.folder.resolve("out") + "\n");
        Cli.Result used = cli.run("run", job.toString(), "--rehearse");
        assertThat(used.exit()).as(used.out() + used.err()).isZero();
        assertThat(used.out()).contains("those videos are used and not charged again");
        assertThat(cli.rehearse(noIds).exit()).isZero();
        assertThat(submissions()).isEqualTo(2);
    }

    @Test
    void whenSomebodyIsThereThenItIsAsked() {
        Path other = sheet("prompt,id\nA heron,11\nA crane,12\nA bowl,13\n");
        String[] run = {"run", other.toString(), "--rehearse", "--rate=600/min", "--out=" + cli.folder.resolve("out")};
        assertThat(cli.answering("", run).exit()).isEqualTo(ExitCode.INVALID);
        assertThat(submissions()).isEqualTo(2);
        Cli.Result kept = cli.answering("1", run);
        assertThat(kept.out())
                .contains("What do you want?", "1  keep these videos", "2  pay for new ones")
                .contains("To skip this question: --other-id use");
        assertThat(kept.exit()).as(kept.out() + kept.err()).isZero();
        assertThat(submissions()).isEqualTo(3);
    }

    @Test
    void whenNobodyIsThereThenOtherIdsArePaidForAndThatIsTold() {
        Path other = sheet("prompt,id\nA heron,11\nA crane,12\n");
        Cli.Result paid = cli.rehearse(other);
        assertThat(paid.exit()).as(paid.out() + paid.err()).isZero();
        assertThat(paid.out())
                .containsSubsequence(
                        "2 videos (rows 2,3) were already paid for under another id. Another id means another video, so new",
                        "2 rows: 2 delivered",
                        "2 videos (rows 2,3) were already paid for under another id. Another id means another video, so new");
        assertThat(cli.rehearse(other).out()).doesNotContain("another id");
        assertThat(submissions()).isEqualTo(4);
    }

    @Test
    void whenASheetIsCheckedThenItWarns() {
        Path noIds = sheet("prompt\nA heron\nA crane\n");
        Cli.Result text = cli.run("check", noIds.toString(), "--rehearse");
        assertThat(text.exit()).isZero();
        assertThat(text.out()).contains("Note: 2 videos (rows 2,3) were already paid for", "2 videos, about");
        assertThat(cli.run("check", noIds.toString(), "--rehearse", "--format=json")
                        .out())
                .containsPattern("(?s)\"under_other_ids\" : .*\"rows\" : \\[ 2, 3 ],\\s+\"videos\" : 2")
                .contains("\"to_submit\" : 2");
        assertThat(cli.run("check", noIds.toString(), "--rehearse", "--format=csv")
                        .out())
                .contains("figure,,videos under other ids,2,,");
        Cli.Result used = cli.run("check", noIds.toString(), "--rehearse", "--other-id=use", "--format=json");
        JsonSchemas.assertDescribes("check", used.out());
        assertThat(used.out()).contains("\"to_submit\" : 0");
        assertThat(cli.run("check", sheet("prompt,id\nA heron,11\n").toString(), "--rehearse")
                        .out())
                .contains("Note: 1 video (row 2) was already paid for under another id");
    }
}
