package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.ColumnSynonyms;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.text.CellText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The common traits of all values of one column, as far as they may be meant for the request. */
final class ColumnValues {

    /** The possible meanings of a value, by the name of the column that it would belong to. */
    private enum Kind {
        SIZE,
        DURATION,
        COUNT,
        MODEL;

        String meaning() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int EXAMPLES = 3;
    private static final int MOST_SECONDS = 60;
    private static final int MOST_VIDEOS = 20;

    private static final Pattern WITH_SECONDS =
            Pattern.compile("\\d{1,2}(?:\\.0)?\\s*(?:s|secs?|seconds?|秒钟?|''|\"|″)|0?0:\\d\\d");
    private static final Pattern WITH_COUNT = Pattern.compile(
            "[x×]\\s*\\d{1,2}|\\d{1,2}\\s*(?:[x×]|videos?|clips?|versions?|variants?|copies|pcs|个|条|份|版|支|遍)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,2}(?:\\.0)?");

    /** Headers whose numbers belong to the sheet, not to the video. */
    private static final Pattern OWN_NUMBER = Pattern.compile(
            "(?:.*\\P{L})?(?:id|ids|no|nr|num|nummer|idx|index|row|rows|order|priority|prio|rank|scene|shot|episode|ep|part|act|"
                    + "week|day|month|year|date|time|hour|quarter|batch|group|budget|cost|price|score|rating|age|page|"
                    + "line|level|phase|season|chapter|step|slide|position|pos|stage|series|set|cut|sku|kw|"
                    + "likes|views|clicks|status|variant|submissions|bytes|attempts|tries)(?:\\P{L}.*)?|#"
                    + "|.*(?:编号|序号|号|行|优先|顺序|排序|场|镜|集|周|日|月|年|季|批|组|预算|价|费|分|页|章|阶段|步|期|次序|天|岁|点).*");

    private static final Pattern OF_COUNT = Pattern.compile(
            ".*(?:cop(?:y|ies)|versions?|variants?|variations?|counts?|quantit|qty|how many|takes|number of|anzahl|份|条数|个数|次数|遍数|数量|几条|几个).*");
    private static final Pattern OF_SECONDS = Pattern.compile(
            "(?:.*\\P{L})?(?:sec|secs|seconds?|length|sekunden|dauer|länge)(?:\\P{L}.*)?|.*(?:秒|长度|时长).*");

    private final Column column;
    private final Catalogue catalogue;
    private final Set<Kind> possible = EnumSet.allOf(Kind.class);
    private final List<String> examples = new ArrayList<>();
    private int filled;
    private boolean areNumbers = true;
    private boolean areRising = true;
    private int last;

    ColumnValues(Column column, Catalogue catalogue) {
        this.column = column;
        this.catalogue = catalogue;
    }

    Column column() {
        return column;
    }

    void see(SheetRow row) {
        if (possible.isEmpty() && filled > 0) {
            return; // no further value changes the result, and a long sheet has many rows
        }
        String text = column.index() < row.cells().size()
                ? CellText.normal(row.cells().get(column.index()))
                : "";
        if (text.isEmpty()) {
            return;
        }
        filled++;
        if (examples.size() < EXAMPLES && !examples.contains(text)) {
            examples.add(text);
        }
        if (!possible.isEmpty()) {
            String folded = ValueSyntax.folded(text);
            possible.removeIf(kind -> !canBe(kind, text, folded));
            lookAtNumber(folded);
        }
    }

    private boolean canBe(Kind kind, String text, String folded) {
        return switch (kind) {
            case SIZE -> isFrame(folded);
            case DURATION -> WITH_SECONDS.matcher(folded).matches() || isWholeUpTo(MOST_SECONDS, folded);
            case COUNT -> WITH_COUNT.matcher(folded).matches() || isWholeUpTo(MOST_VIDEOS, folded);
            case MODEL -> catalogue.find(catalogue.spelling(text)) != null;
        };
    }

    private static boolean isFrame(String folded) {
        Frame frame = Frame.of(folded);
        return frame != null && frame.isUsual();
    }

    private static boolean isWholeUpTo(int most, String folded) {
        return WHOLE.matcher(folded).matches() && number(folded) >= 1 && number(folded) <= most;
    }

    private static int number(String whole) {
        return Integer.parseInt(whole.replace(".0", ""));
    }

    private void lookAtNumber(String folded) {
        areNumbers &= WHOLE.matcher(folded).matches();
        if (areNumbers) {
            areRising &= number(folded) > last;
            last = number(folded);
        }
    }

    /** Returns the first values, in quotation marks. */
    String examples() {
        return examples.stream().map(CellText::quoted).collect(Collectors.joining(", "));
    }

    /**
     * Returns the names of the columns that the values may be meant for, likeliest first; empty if that is unlikely.
     */
    List<String> meanings() {
        String like = column.like();
        if (filled == 0) {
            return List.of();
        }
        if (like != null && like.indexOf('.') > 0) {
            return List.of(like);
        }
        for (Kind kind : possible) {
            if (kind.meaning().equals(like) || isNamed(kind)) {
                return List.of(kind.meaning());
            }
        }
        return areNumbers && !areLikelyMeant()
                ? List.of()
                : possible.stream().map(Kind::meaning).toList();
    }

    private boolean isNamed(Kind kind) {
        String name = ColumnSynonyms.folded(column.header());
        return kind == Kind.COUNT
                        && !name.equals("variant") // a column of manifests, which are sometimes run as sheets
                        && OF_COUNT.matcher(name).matches()
                || kind == Kind.DURATION && OF_SECONDS.matcher(name).matches();
    }

    /**
     * Returns whether the numbers are likely to be a setting. Bare numbers say little: a list that only rises counts
     * the rows, and many headers tell what the numbers are.
     */
    private boolean areLikelyMeant() {
        boolean counts = areRising && filled > 2;
        return filled > 1
                && !counts
                && !OWN_NUMBER.matcher(ColumnSynonyms.folded(column.header())).matches();
    }
}
