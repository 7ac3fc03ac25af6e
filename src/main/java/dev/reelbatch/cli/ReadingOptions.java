package dev.reelbatch.cli;

import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for reading a sheet where automatic detection would be wrong; {@code check} shows what was detected. */
@OptionGroup.In(OptionGroup.READING)
final class ReadingOptions {

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            description = "sheet of a workbook, by name or number (default: the first)")
    private @Nullable String sheet;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = SheetConverters.EncodingConverter.class,
            description =
                    "text encoding of a CSV file, for example UTF-8, GB18030 or windows-1252 (default: detected automatically)")
    private @Nullable String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            converter = SheetConverters.DelimiterConverter.class,
            description = "delimiter of a CSV file: `,` `;` `|` or tab (default: detected automatically)")
    private @Nullable String delimiter;

    @Option(
            names = "--header-row",
            paramLabel = "N",
            description = "row with the columns' names (default: the first of ten with a known name)")
    private @Nullable Integer headerRow;

    @Option(
            names = "--map",
            paramLabel = "NAME=HEADER",
            description = "what the sheet calls a known column, for example prompt=Text; may be given several times")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--ignore-column",
            paramLabel = "HEADER",
            description = "ignore this column, by its heading; may be given several times")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--read-as-before",
            description =
                    "read the sheet by the rules of the version that started its job, ignoring columns and texts that only later versions understand")
    private boolean asBefore;

    @Option(
            names = "--pictures",
            paramLabel = "DIR",
            converter = Converters.PathConverter.class,
            description = "folder of the picture files that the sheet names (default: the sheet's folder)")
    private @Nullable Path pictures;

    @OptionGroup.In(OptionGroup.DEFAULTS)
    @Option(
            names = "--template",
            paramLabel = "TEXT",
            converter = SheetConverters.TemplateConverter.class,
            description =
                    "prompt of rows that have none, made from other columns: 'A {product} on {surface}, {season} light'")
    private @Nullable String template;

    @OptionGroup.In(OptionGroup.COMMAND)
    @Option(
            names = "--other-id",
            paramLabel = "use|pay",
            converter = SheetConverters.OtherIdsConverter.class,
            description = "for rows already paid for under another id: use those videos, or pay for new ones")
    private @Nullable OtherIds otherIds;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    ReadOptions reading() {
        NamedValues.checkOnce(command, "--map");
        if (headerRow != null && headerRow < 1) {
            throw new UserException(Text.of("--header-row must be at least 1"));
        }
        ReadOptions readOptions =
                new ReadOptions(sheet, encoding, delimiter, headerRow, mapped()).ignoring(allIgnored());
        if (pictures != null && !Files.isDirectory(pictures)) {
            throw new UserException(Text.of("--pictures %s: there is no such folder", pictures));
        }
        return (asBefore ? readOptions.asBefore() : readOptions)
                .withOtherIds(otherIds)
                .withPictures(
                        pictures == null
                                ? null
                                : pictures.toAbsolutePath().normalize().toString())
                .withTemplate(template);
    }

    /** Returns the mappings of the job file and of the command line, which wins. */
    private Map<String, String> mapped() {
        JobFile file = Input.jobFile(command);
        if (file == null) {
            return map;
        }
        NamedValues.checkOnce("map", file.map().keySet());
        Map<String, String> all = new LinkedHashMap<>(file.map());
        all.keySet().removeIf(name -> NamedValues.isIn(map.keySet(), name));
        all.putAll(map);
        return all;
    }

    /** Returns the ignored columns of both the job file and the command line. */
    private List<String> allIgnored() {
        JobFile file = Input.jobFile(command);
        List<String> all = new ArrayList<>(file == null ? List.of() : file.list("ignore-column"));
        all.addAll(ignored);
        return all;
    }

    /** Returns the options for a case where a person can be asked. */
    ReadOptions asking() {
        return otherIds == null ? reading().withOtherIds(OtherIds.ASK) : reading();
    }

    boolean areGiven() {
        return !reading().equals(ReadOptions.RECOGNISED);
    }
}
