package dev.reelbatch.load;

import dev.reelbatch.sheet.Header;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.UnclearSheetException;
import dev.reelbatch.sheet.UnclearSheetException.Answer;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a sheet without a known meaning. If their values look like settings, a person is asked: otherwise they
 * would be missing from every video.
 */
final class UnknownColumns {

    private final Header header;
    private final RowRules rules;
    private final List<ColumnValues> columns;

    UnknownColumns(Header header, RowRules rules) {
        this.header = header;
        this.rules = rules;
        this.columns = rules.reading().isOfFirstEdition()
                ? List.of()
                : header.unknown().stream()
                        .map(column -> new ColumnValues(column, rules.catalogue()))
                        .toList();
    }

    void see(SheetRow row) {
        for (ColumnValues column : columns) {
            column.see(row);
        }
    }

    /**
     * Returns notes on columns whose names alone look like settings, and on typos in options; complete once the last
     * row was read.
     */
    List<String> notes() {
        Stream<String> slips = header.ignoredInVain(rules.reading()).stream()
                .map(name -> Text.of("--ignore-column %s: the sheet has no such column", CellText.quoted(name)));
        Stream<String> names = columns.stream()
                .filter(column -> meanings(column).isEmpty())
                .map(this::note)
                .flatMap(Optional::stream);
        return Stream.concat(slips, names).toList();
    }

    private Optional<String> note(ColumnValues column) {
        String like = column.column().like();
        return like == null || header.has(like)
                ? Optional.empty()
                : Optional.of(Text.of(
                        "column %s is not sent, only copied to the manifest. If it means %s, rename it "
                                + "or add --map %2$s=…",
                        CellText.quoted(column.column().header()), like));
    }

    /**
     * Must be called after the last row.
     *
     * @throws UnclearSheetException on the first column to ask about; its message covers all of them
     */
    void requireClear() {
        List<ColumnValues> unclear =
                columns.stream().filter(column -> !meanings(column).isEmpty()).toList();
        if (!unclear.isEmpty()) {
            ColumnValues first = unclear.get(0);
            throw new UnclearSheetException(
                    unclear.stream().map(this::message).collect(Collectors.joining(Text.of("; "))),
                    Text.of(
                            "What is column %s? Its values include %s.",
                            CellText.quoted(first.column().header()), first.examples()),
                    answers(first));
        }
    }

    private List<String> meanings(ColumnValues column) {
        return column.meanings().stream()
                .filter(meaning -> !header.has(meaning))
                .toList();
    }

    private String message(ColumnValues column) {
        List<String> options = answers(column).stream().map(Answer::option).toList();
        return Text.of(
                "column %s is not recognised, but its values (%s) look like settings of the video; "
                        + "choose what they are: %s",
                CellText.quoted(column.column().header()), column.examples(), String.join(Text.of(" or "), options));
    }

    private List<Answer> answers(ColumnValues column) {
        ReadOptions readOptions = rules.reading();
        String own = column.column().header();
        List<Answer> answers = new ArrayList<>();
        for (String meaning : meanings(column)) {
            answers.add(new Answer(
                    description(meaning),
                    List.of(),
                    readOptions.mapping(meaning, own),
                    "--map " + meaning + "=" + column.column().inOptions()));
        }
        answers.add(new Answer(
                Text.of("not a setting; only copy it to the manifest"),
                List.of(),
                readOptions.ignoring(List.of(own)),
                column.column().ignoring()));
        return answers;
    }

    private static String description(String meaning) {
        return switch (meaning) {
            case "size" -> Text.of("the size or shape of the video");
            case "duration" -> Text.of("the length of the video in seconds");
            case "count" -> Text.of("the number of videos for the row");
            case "model" -> Text.of("the model");
            default -> meaning;
        };
    }
}
