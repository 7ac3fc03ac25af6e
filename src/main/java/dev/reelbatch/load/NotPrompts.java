package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.sheet.ColumnSynonyms;
import dev.reelbatch.sheet.RowCells;
import dev.reelbatch.sheet.RowCells.Cell;
import dev.reelbatch.sheet.TemplateColumns;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that are not prompts: repeated headers, totals, rules, page numbers. Each would be paid for as a
 * video of its text, so each is reported as a mistake.
 */
final class NotPrompts {

    /** A row of totals, with marks before it and a number after it. */
    private static final Pattern TOTAL = Pattern.compile(
            "[\\s*_]*(?:(?:(?:grand|sub|overall|sum)[- ]?)?totals?(?: (?:cost|price|amount|duration|seconds|videos|clips|rows))?|average|avg|平均|sum|summe|gesamt(?:summe)?|"
                    + "zwischensumme|somme|suma|totale|итого|合\\s*计|总\\s*计|小\\s*计|总\\s*和|共\\s*计|合\\s*計|總\\s*計|小\\s*計)"
                    + "[\\s:：=*_]*(?:\\(.*\\)|（.*）)?[\\s:：=*_\\d.,]*(?:rows?|videos?|clips?|items?|条|个|行|秒|元)?");

    private static final Pattern BEHIND_NAME = Pattern.compile("[\\s:：*]+$");
    private static final Pattern NUMBER = Pattern.compile("[\\d.,\\s]+");
    private static final Pattern LINE = Pattern.compile("[-–—―−=_*#.~·•|+/\\\\<>:…\\s]+");
    private static final Pattern SAME_AS_ABOVE =
            Pattern.compile("[\"”“〃″]|''|ditto|do\\.|dito|idem|same as above|see above|同上");
    private static final Pattern PAGE =
            Pattern.compile("(?:page|seite|p\\.|pag\\.?|página|pagina)\\s*\\d+(?:\\s*(?:of|/|von|de|di|sur)\\s*\\d+)?|"
                    + "第\\s*\\d+\\s*页(?:.{0,3}共\\s*\\d+\\s*页)?|-\\s*\\d+\\s*-");
    private static final Pattern NOTHING =
            Pattern.compile("null|none|nan|nil|undefined|n/a|<na>|<null>|\\(null\\)|\\[null]|"
                    + "\\(blank\\)|\\(empty\\)|\\(none\\)|tbd|tba|todo|to do|xxx|空|无|（空）|（空白）|\\(空白\\)|待定|待补充|待填");
    /**
     * Empty values as programs write them. These are checked in other columns, where "none" may be a valid value of the
     * model.
     */
    private static final Pattern NO_VALUE = Pattern.compile("null|nan|undefined|<na>|<null>|\\(null\\)|\\[null]");

    private static final Pattern EXAMPLE = Pattern.compile(
            "(?:e\\.\\s?g\\.|z\\.\\s?b\\.|(?:example|sample|beispiel|例|例如|示例|样例|举例)\\s*[:：]).*", Pattern.DOTALL);
    private static final Pattern NOTE = Pattern.compile(
            "(?:\\*\\s*)?(?:notes?|remarks?|source|legend|exported|printed|last updated|generated (?:on|by|with)|"
                    + "hinweis|quelle|注|备注|说明|来源|导出时间|打印时间|制表)\\s*[:：].*",
            Pattern.DOTALL);

    /** Longest text that is checked, in characters; a longer one is a prompt, or a mistake of another kind. */
    private static final int LONGEST = 80;

    /** Most letters of a prompt header: those of {@code parameters.prompt}; blanks and marks do not count. */
    private static final int MOST_LETTERS = 16;

    /** The replacements that programs write for letters missing from an encoding. */
    private static final Pattern LOST = Pattern.compile("[?？\\s\\p{Punct}]*[?？]{3}[?？\\s\\p{Punct}]*");

    private NotPrompts() {}

    /** Adds an error and returns true if the row is not a prompt. */
    static boolean refuse(RowCells cells, RowFindings findings) {
        Cell prompt = prompt(cells);
        String why = prompt == null || prompt.text().length() > LONGEST && !hasLostLetters(prompt.text())
                ? null
                : why(prompt, cells);
        if (prompt != null && why != null) {
            findings.wrong(prompt.column().header(), prompt.text(), why);
            return true;
        }
        return refuseTotals(prompt, cells, findings) || refuseForTemplate(cells, findings);
    }

    /** Refuses a row whose cells would make a prompt of the template that nobody wants. */
    private static boolean refuseForTemplate(RowCells cells, RowFindings findings) {
        TemplateColumns template = cells.header().template();
        if (template == null) {
            return false;
        }
        boolean repeatsHeader = template.repeatsHeader(cells);
        for (Cell cell : cells.of(Role.TEMPLATE)) {
            String text = folded(cell.text());
            if (repeatsHeader
                    || hasLostLetters(text)
                    || SAME_AS_ABOVE.matcher(text).matches()) {
                findings.wrong(cell.column().header(), cell.text(), whyNotInTemplate(text, repeatsHeader));
                return true;
            }
        }
        return false;
    }

    private static String whyNotInTemplate(String text, boolean repeatsHeader) {
        if (repeatsHeader) {
            return Text.of("repeats the header; delete this row");
        }
        return hasLostLetters(text)
                ? Text.of("lost its letters when the sheet was saved; save it as 'CSV UTF-8' or .xlsx from a "
                        + "copy that still has them")
                : Text.of("only refers to the row above; write the whole text");
    }

    private static @Nullable Cell prompt(RowCells cells) {
        return cells.of(Role.INPUT).stream()
                .filter(cell -> cell.column().key().equals("prompt"))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String why(Cell prompt, RowCells cells) {
        String text = folded(prompt.text());
        if (hasLostLetters(text)) {
            return Text.of("lost its letters when the sheet was saved; save it as 'CSV UTF-8' or .xlsx from a "
                    + "copy that still has them");
        }
        if (repeatsHeader(prompt, cells)) {
            return Text.of("repeats the header; delete this row");
        }
        if (TOTAL.matcher(text).matches()) {
            return Text.of("seems to be a row of totals; delete it, or write the whole prompt");
        }
        if (SAME_AS_ABOVE.matcher(text).matches()) {
            return Text.of("only refers to the row above; write the whole prompt");
        }
        if (LINE.matcher(text).matches() || PAGE.matcher(text).matches() || isNote(text, cells)) {
            return Text.of("seems to be a rule, a page number or a note, not a prompt; delete this row");
        }
        if (NOTHING.matcher(text).matches()) {
            return Text.of("means an empty value; write a prompt, or delete this row");
        }
        return EXAMPLE.matcher(text).matches() ? Text.of("seems to be an example; delete this row") : null;
    }

    private static boolean hasLostLetters(String text) {
        return text.indexOf('\uFFFD') >= 0
                || text.length() <= LONGEST && LOST.matcher(text).matches();
    }

    private static boolean isNote(String text, RowCells cells) {
        return cells.filled().size() == 1
                && cells.header().columns().size() > 1
                && NOTE.matcher(text).matches();
    }

    /**
     * Returns whether the row repeats the header: its prompt is its own header or a name of the prompt column, or, with
     * the columns in another order or more of them, every cell is a name.
     */
    private static boolean repeatsHeader(Cell prompt, RowCells cells) {
        return repeats(prompt)
                || isNameOfPrompts(prompt)
                || cells.filled().stream().anyMatch(NotPrompts::isNameOfPrompts)
                        && cells.filled().stream()
                                .allMatch(cell -> cells.header().isName(cell.text()));
    }

    private static boolean repeats(Cell cell) {
        return folded(cell.text()).equals(folded(cell.column().header()));
    }

    private static boolean isNameOfPrompts(Cell cell) {
        if (cell.text().length() > LONGEST || hasMoreLetters(cell.text())) {
            return false;
        }
        String name = BEHIND_NAME.matcher(cell.text()).replaceAll("");
        return "prompt".equals(Column.of(0, name).meaning()) || ColumnSynonyms.meansPrompt(name);
    }

    /**
     * Returns whether the text has more letters than any name, as nearly every prompt has, so that it need not be
     * folded.
     */
    private static boolean hasMoreLetters(String text) {
        int letters = 0;
        for (int i = 0; i < text.length() && letters <= MOST_LETTERS; i++) {
            letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
        }
        return letters > MOST_LETTERS;
    }

    /** Refuses a row of totals that shows in another column than the prompts, which then has a number or nothing. */
    private static boolean refuseTotals(@Nullable Cell prompt, RowCells cells, RowFindings findings) {
        if (prompt != null && !NUMBER.matcher(prompt.text()).matches()) {
            return false;
        }
        List<Cell> totals = cells.filled().stream()
                .filter(cell -> cell.text().length() <= LONGEST
                        && TOTAL.matcher(folded(cell.text())).matches())
                .toList();
        totals.stream()
                .limit(1)
                .forEach(cell -> findings.wrong(
                        cell.column().name(), cell.text(), Text.of("seems to be a row of totals; delete it")));
        return !totals.isEmpty();
    }

    /** Returns whether the text is a program's word for an empty value, which would be sent as text. */
    static boolean isNoValue(String text) {
        return text.length() <= LONGEST && NO_VALUE.matcher(folded(text)).matches();
    }

    private static String folded(String text) {
        return ValueSyntax.folded(text).strip();
    }
}
