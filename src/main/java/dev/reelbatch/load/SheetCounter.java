package dev.reelbatch.load;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.DetectedFormat;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a sheet; keeps hashes, ids and numbers of them, never the rows. */
final class SheetCounter {

    /** Number of prompts made by a template that are shown. */
    private static final int MADE_KEPT = 3;

    /** Most interpreted values that are kept: a sheet with more has one in every row, to be fixed there. */
    private static final int UNDERSTOOD_KEPT = 100;

    /** Width of a short prompt: that of {@code a red cat}, or of five Chinese characters; hardly a scene. */
    private static final int SHORT_PROMPT = 10;

    /** Signs that a text has which was copied from the source of a web page. */
    private static final Pattern WEB_SIGNS = Pattern.compile(
            "&(?:amp|lt|gt|quot|apos|nbsp|#\\d{1,6}|#x[0-9a-fA-F]{1,5});|<(?:br|p|/p|b|/b|i|/i)\\s*/?>");

    private final CatalogueNotes notes;
    private final TypicalTimes typicalTimes = new TypicalTimes();
    private final boolean keepsPrompts;
    private final ContentHash content = new ContentHash();
    private Cost cost = Cost.NONE;
    private final List<RowError> errors = new ArrayList<>();
    private final Map<String, CheckedSheet.Wanted> wanted = new HashMap<>();
    private final Map<String, Set<String>> before = new HashMap<>();
    private final Map<String, String> prompts = new HashMap<>();
    private final Set<String> requests = new HashSet<>();
    private final Map<Interpretation, Long> understood = new LinkedHashMap<>();
    private final @Nullable String template;
    private final List<TemplatePrompts.Made> made = new ArrayList<>();
    private int ownPrompts;
    private String firstPrompt = "";
    private int latest; // row number; the variants of one row may have a line each
    private int validRows;
    private int invalidRows;
    private int repeatedRows;
    private int firstRepeated;
    private long clips;
    private long seconds;
    private long clipsWithoutDuration;
    private long clipsWithoutPrice;
    private long errorCount;
    private int shortPrompts;
    private int firstShort;
    private int webPrompts;
    private int firstWeb;

    /**
     * @param keepsPrompts whether to keep the prompts, which take much memory for a long sheet
     * @param template that makes the prompts of rows without their own; null if there is none
     */
    SheetCounter(Catalogue catalogue, boolean keepsPrompts, @Nullable String template) {
        this.template = template;
        this.notes = new CatalogueNotes(catalogue);
        this.keepsPrompts = keepsPrompts;
    }

    void add(ParsedRow row) {
        // A switch over the sealed type needs Java 21.
        if (row instanceof ParsedRow.Valid valid) {
            add(valid.row());
            if (!valid.before().isEmpty()) {
                before.put(valid.row().keys().same(), valid.before());
            }
            valid.understood().forEach(this::add);
            notes.add(valid);
        } else if (row instanceof ParsedRow.Invalid invalid) {
            add(invalid);
        }
    }

    private void add(PromptRow row) {
        boolean isNew = row.row() != latest;
        latest = row.row();
        validRows += isNew ? 1 : 0;
        clips += row.count();
        content.add(row);
        checkPrompt(row);
        ownPrompts += isNew && !row.isMade() ? 1 : 0;
        if (row.isMade() && isNew && made.size() < MADE_KEPT) {
            made.add(new TemplatePrompts.Made(row.row(), row.prompt()));
        }
        typicalTimes.add(row);
        if (row.duration() == null) {
            clipsWithoutDuration += row.count();
        } else {
            seconds += (long) row.duration() * row.count();
        }
        if (keepsPrompts) {
            prompts.put(row.keys().same(), row.prompt());
        }
        Price price = row.price();
        wanted.merge(row.keys().same(), CheckedSheet.Wanted.by(row), CheckedSheet.Wanted::and);
        cost = cost.plus(price, row.count());
        clipsWithoutPrice += price == null ? row.count() : 0;
        if (!requests.add(Sha256.of(row.requestJson())) && isNew && repeatedRows++ == 0) {
            firstRepeated = row.row();
        }
    }

    private void add(Interpretation value) {
        if (understood.containsKey(value) || understood.size() < UNDERSTOOD_KEPT) {
            understood.merge(value, 1L, Long::sum);
        }
    }

    private void checkPrompt(PromptRow row) {
        if (firstPrompt.isEmpty()) {
            firstPrompt = row.prompt();
        }
        long width = row.prompt()
                .codePoints()
                .map(c -> Character.isIdeographic(c) ? 2 : 1)
                .sum();
        if (isOfWebPage(row.prompt()) && webPrompts++ == 0) {
            firstWeb = row.row();
        }
        if (width < SHORT_PROMPT && shortPrompts++ == 0) {
            firstShort = row.row();
        }
    }

    private static boolean isOfWebPage(String prompt) {
        return (prompt.indexOf('&') >= 0 || prompt.indexOf('<') >= 0)
                && WEB_SIGNS.matcher(prompt).find();
    }

    private void add(ParsedRow.Invalid row) {
        invalidRows++;
        content.add(row);
        errorCount += row.errors().size();
        int room = SheetCheck.ERRORS_KEPT - errors.size();
        errors.addAll(row.errors().subList(0, Math.min(room, row.errors().size())));
    }

    CheckedSheet result(DetectedFormat detectedFormat, List<Column> synonyms) {
        return new CheckedSheet(
                found(detectedFormat),
                Collections.unmodifiableMap(wanted),
                Collections.unmodifiableMap(before),
                synonyms,
                Collections.unmodifiableMap(prompts));
    }

    private SheetCheck found(DetectedFormat detectedFormat) {
        return new SheetCheck(
                validRows,
                invalidRows,
                clips,
                seconds,
                clipsWithoutDuration,
                cost,
                Collections.unmodifiableMap(notes.clipsByModel()),
                typicalTimes.byModel(),
                clipsWithoutPrice,
                List.copyOf(errors),
                errorCount,
                warnings(detectedFormat),
                content.hex(),
                detectedFormat,
                Collections.unmodifiableMap(understood),
                firstPrompt,
                template == null ? null : new TemplatePrompts(template, List.copyOf(made), ownPrompts));
    }

    private List<String> warnings(DetectedFormat detectedFormat) {
        List<String> warnings = new ArrayList<>();
        int hidden = detectedFormat.hiddenRows();
        if (hidden > 0) {
            warnings.add(
                    hidden == 1
                            ? Text.of("1 row is hidden or filtered out in the workbook; it is not read and not "
                                    + "charged")
                            : Text.of(
                                    "%d rows are hidden or filtered out in the workbook; they are not "
                                            + "read and not charged",
                                    hidden));
        }
        warnings.addAll(detectedFormat.notes());
        if (template != null && ownPrompts > 0) {
            warnings.add(
                    ownPrompts == 1
                            ? Text.of("1 row has a prompt of its own, which the template does not replace")
                            : Text.of(
                                    "%d rows have prompts of their own, which the template does not replace",
                                    ownPrompts));
        }
        if (repeatedRows > 0) {
            warnings.add(
                    repeatedRows == 1
                            ? Text.of(
                                    "1 row requests the same video as an earlier row and will be charged "
                                            + "as well (row %d)",
                                    firstRepeated)
                            : Text.of(
                                    "%d rows request the same video as an earlier row and will be "
                                            + "charged as well (first: row %d)",
                                    repeatedRows, firstRepeated));
        }
        if (shortPrompts > 0) {
            warnings.add(
                    shortPrompts == 1
                            ? Text.of("1 prompt is very short; it will still be charged (row %d)", firstShort)
                            : Text.of(
                                    "%d prompts are very short; they will still be charged (first: row %d)",
                                    shortPrompts, firstShort));
        }
        if (webPrompts > 0) {
            warnings.add(Text.of(
                    "prompts contain web page codes such as &amp;, which are sent unchanged (%s; first: row %d)",
                    Text.counted(webPrompts, "row"), firstWeb));
        }
        warnings.addAll(notes.all());
        return List.copyOf(warnings);
    }
}
