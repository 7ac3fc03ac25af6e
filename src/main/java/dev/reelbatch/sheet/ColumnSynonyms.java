package dev.reelbatch.sheet;

import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.text.CellText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Other names that people give to the meaningful columns, in English and Chinese, with and without a unit. */
public final class ColumnSynonyms {

    /**
     * {@code variant}, {@code file} and the like are left out: they are columns of a manifest, which is sometimes run
     * as a sheet.
     */
    private static final Map<String, List<String>> NAMES = Map.of(
            "prompt",
            List.of("prompts", "prompt text", "text prompt", "video prompt", "提示语", "视频提示词", "提示词内容"),
            "model",
            List.of("ai model", "video model", "model name", "模型名称", "视频模型", "生成模型", "ai模型"),
            "duration",
            List.of(
                    "seconds",
                    "secs",
                    "sec",
                    "length",
                    "video length",
                    "clip length",
                    "video duration",
                    "clip duration",
                    "duration in seconds",
                    "length in seconds",
                    "runtime",
                    "run time",
                    "durations",
                    "秒",
                    "秒数",
                    "长度",
                    "视频时长",
                    "视频长度",
                    "时间长度",
                    "片长",
                    "持续时间",
                    "时长秒"),
            "count",
            List.of(
                    "counts",
                    "copies",
                    "versions",
                    "variants",
                    "variations",
                    "takes",
                    "quantity",
                    "qty",
                    "number of videos",
                    "no of videos",
                    "num videos",
                    "video count",
                    "number of copies",
                    "number of versions",
                    "number of variants",
                    "how many",
                    "repeats",
                    "份数",
                    "条数",
                    "个数",
                    "几条",
                    "视频数",
                    "视频数量",
                    "生成数量",
                    "生成次数",
                    "生成条数",
                    "生成个数",
                    "版本数",
                    "版本数量",
                    "变体数",
                    "生成份数"),
            "filename",
            List.of("file name", "output name", "output filename", "文件名称", "视频文件名", "输出文件名"),
            ReadOptions.FRAME,
            List.of(
                    "aspect ratio",
                    "aspect",
                    "ratio",
                    "video ratio",
                    "screen ratio",
                    "picture ratio",
                    "frame ratio",
                    "orientation",
                    "video orientation",
                    "screen orientation",
                    "resolution",
                    "video resolution",
                    "dimensions",
                    "dimension",
                    "frame size",
                    "video size",
                    "screen size",
                    "picture size",
                    "width x height",
                    "wxh",
                    "sizes",
                    "aspect ratios",
                    "比例",
                    "画面比例",
                    "视频比例",
                    "屏幕比例",
                    "宽高比",
                    "长宽比",
                    "纵横比",
                    "画幅",
                    "画幅比例",
                    "视频画幅",
                    "分辨率",
                    "视频分辨率",
                    "画面分辨率",
                    "清晰度",
                    "横竖屏",
                    "横竖",
                    "横屏竖屏",
                    "横屏/竖屏",
                    "横屏或竖屏",
                    "竖屏横屏",
                    "屏幕方向",
                    "画面方向",
                    "视频方向",
                    "视频尺寸",
                    "画面尺寸",
                    "尺寸比例"));

    private static final Pattern BETWEEN_LETTERS = Pattern.compile("[\\s_\\-.:：#*]+");

    private static final Map<String, String> BY_WORD = byWord();

    /** A unit in brackets or after a comma or slash; any other unit makes the column mean something else. */
    private static final Pattern UNIT = Pattern.compile("(.*[^\\s(\\[【,/_-])\\s*[(\\[【,/_\\s-]\\s*(?:in\\s+)?"
            + "(?:(?<seconds>s|sec|secs|second|seconds|秒|秒数|秒钟|单位[:：]?\\s*秒)"
            + "|(?<count>pcs|条|个|份|videos?|clips?)"
            + "|(?<frame>px|pixels?|像素|w\\s*[x*]\\s*h|width\\s*[x*]\\s*height|宽\\s*[x*]\\s*高))\\s*[.)\\]】]*");

    private ColumnSynonyms() {}

    private static Map<String, String> byWord() {
        Map<String, String> words = new HashMap<>();
        NAMES.forEach((meaning, names) -> names.forEach(name -> words.put(squeezed(name), meaning)));
        return Map.copyOf(words);
    }

    /** Returns the column that the header means by a synonym; null if it is no known one. */
    static @Nullable public Column column(int index, String cell) {
        String meaning = meaning(folded(cell));
        if (meaning == null) {
            return null;
        }
        Column exact = meaning.equals(ReadOptions.FRAME)
                ? new Column(index, "", Role.FRAME, "size", true)
                : Column.of(index, meaning);
        return new Column(index, CellText.normal(cell), exact.role(), exact.key(), true);
    }

    /** Returns whether the cell is a synonym of the prompt column. */
    public static boolean meansPrompt(String cell) {
        return "prompt".equals(BY_WORD.get(squeezed(folded(cell))));
    }

    private static @Nullable String meaning(String folded) {
        String named = BY_WORD.get(squeezed(folded));
        if (named != null) {
            return named;
        }
        Matcher unit = UNIT.matcher(folded);
        if (!unit.matches()) {
            return null;
        }
        String name = nameOf(unit.group(1));
        boolean isOfUnit = "duration".equals(name) && unit.group("seconds") != null
                || "count".equals(name) && unit.group("count") != null
                || ReadOptions.FRAME.equals(name) && unit.group("frame") != null;
        return isOfUnit ? name : null;
    }

    /** Returns the known name for the part before a unit: a synonym, or the known name. */
    private static @Nullable String nameOf(String folded) {
        String synonym = BY_WORD.get(squeezed(folded));
        String exact = synonym == null ? Column.of(0, folded).meaning() : synonym;
        return "size".equals(exact) ? ReadOptions.FRAME : exact;
    }

    public static String folded(String cell) {
        return CellText.folded(Normalizer.normalize(cell, Normalizer.Form.NFKC));
    }

    /**
     * Squeezes spelling variants into one: {@code aspect_ratio}, {@code Aspect-Ratio} and {@code AspectRatio:} are the
     * same.
     */
    static String squeezed(String folded) {
        return BETWEEN_LETTERS.matcher(folded).replaceAll("");
    }
}
