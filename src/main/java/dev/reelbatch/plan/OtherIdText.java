package dev.reelbatch.plan;

import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.sheet.UnclearSheetException.Answer;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages about rows that exist under another id. */
final class OtherIdText {

    private static final int ROWS_NAMED = 20;

    private OtherIdText() {}

    /**
     * Returns the question to ask.
     *
     * @return the likeliest answer first
     */
    static UnclearSheetException question(OtherIdRows rows, ReadOptions readOptions) {
        String fact = Text.of("%s, only with another id or without one%s", fact(rows), cost(rows));
        return new UnclearSheetException(
                Text.of(
                        "%s; choose one: %s",
                        fact,
                        Text.of(
                                "--other-id use (keep these videos) or --other-id pay (pay for new ones); in a job file other-id: use or other-id: pay")),
                Text.of("%s. What do you want?", fact),
                List.of(
                        new Answer(
                                Text.of("keep these videos"),
                                List.of(),
                                readOptions.withOtherIds(OtherIds.USE),
                                "--other-id use"),
                        new Answer(
                                Text.of("pay for new ones"),
                                List.of(),
                                readOptions.withOtherIds(OtherIds.PAY),
                                "--other-id pay")));
    }

    /** Describes what happens to the rows, when a run starts or its sheet is checked. */
    static String note(OtherIdRows rows, @Nullable OtherIds meant) {
        if (meant == OtherIds.USE) {
            return Text.of(
                    "%s, under another id or without one; those videos are used and not charged again", fact(rows));
        } else if (meant == OtherIds.PAY) {
            return Text.of(
                    "%s, under another id or without one; new videos are requested and charged%s",
                    fact(rows), cost(rows));
        } else if (rows.isIdMissing()) {
            return Text.of(
                    "%s, only with another id or without one%s. A run asks what you want, or add --other-id use (keep these videos) or --other-id pay (pay for new ones)",
                    fact(rows), cost(rows));
        }
        return Text.of(
                "%s under another id. Another id means another video, so new ones are requested and charged%s. To keep the existing videos, add --other-id use",
                fact(rows), cost(rows));
    }

    /** Describes what happened to the rows, after a run in which nobody was asked. */
    static String paid(OtherIdRows rows) {
        return Text.of(
                "%s under another id. Another id means another video, so new ones were requested. To keep existing videos next time, add --other-id use",
                fact(rows));
    }

    private static String fact(OtherIdRows rows) {
        String named =
                rows.rows().stream().limit(ROWS_NAMED).map(String::valueOf).collect(Collectors.joining(","))
                        + (rows.rows().size() > ROWS_NAMED ? ",…" : "");
        return rows.videos() == 1
                ? Text.of("1 video (row %s) was already paid for", named)
                : Text.of("%d videos (rows %s) were already paid for", rows.videos(), named);
    }

    private static String cost(OtherIdRows rows) {
        return rows.cost().isEmpty()
                ? ""
                : Text.of(" (new ones would cost %s)", rows.cost().text());
    }
}
