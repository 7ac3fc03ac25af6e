package dev.reelbatch.sheet;

import static java.util.Map.entry;

import dev.reelbatch.sheet.Column.Role;
import dev.reelbatch.text.CellText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of columns for fields that some models have, by the field's name. The row's model decides which part of the
 * request the field is. Names that a sheet may use for something else are left out.
 */
final class FieldNames {

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            entry("negative_prompt", List.of("negative prompts", "反向提示词", "负面提示词", "负向提示词", "反向提示", "负面提示")),
            entry("seed", List.of("random seed", "种子", "随机种子", "随机数种子", "种子数")),
            entry("sound", List.of("with sound", "generate audio", "声音", "有声", "是否有声", "生成声音", "生成音频")),
            entry("watermark", List.of("watermark enabled", "aigc watermark", "水印", "是否加水印")),
            entry("prompt_extend", List.of("prompt optimizer", "enable prompt expansion", "提示词扩写", "提示词优化", "智能改写")),
            entry("first_frame", List.of("first frame url", "first frame image", "首帧", "首帧图", "首帧图片", "首帧图像", "首帧地址")),
            entry("image", List.of("image url", "picture", "picture url", "photo", "图片", "图像", "产品图", "产品图片")),
            entry(
                    "last_frame",
                    List.of("last frame url", "last frame image", "尾帧", "尾帧图", "尾帧图片", "尾帧图像", "末帧", "尾帧地址")),
            entry("mode", List.of("generation mode", "生成模式")),
            entry("shot_type", List.of("镜头类型")),
            entry("multi_shot", List.of("多镜头")),
            entry("multi_prompt", List.of("多镜头提示词")),
            entry("camera_fixed", List.of("固定镜头", "固定摄像头")),
            entry("service_tier", List.of("服务等级")),
            entry("bgm", List.of("background music", "背景音乐")),
            entry("voice_id", List.of("音色")),
            entry("audio_url", List.of("音频地址")),
            entry("video_url", List.of("参考视频地址")),
            entry("vidu_type", List.of()),
            entry("guidance_scale", List.of()),
            entry("person_generation", List.of()),
            entry("character_orientation", List.of("角色朝向")),
            entry("keep_original_sound", List.of("保留原声")),
            entry("fast_pretreatment", List.of()),
            entry("reference_urls", List.of()),
            entry("add_subtitle", List.of("字幕")));

    private static final Map<String, String> BY_WORD = byWord();

    private FieldNames() {}

    private static Map<String, String> byWord() {
        Map<String, String> words = new HashMap<>();
        NAMES.forEach((field, names) -> {
            words.put(ColumnSynonyms.squeezed(field), field);
            names.forEach(name -> words.put(ColumnSynonyms.squeezed(name), field));
        });
        return Map.copyOf(words);
    }

    /** Returns the column that the header means; null if it is not the name of a field. */
    static @Nullable Column column(int index, String cell) {
        String field = BY_WORD.get(ColumnSynonyms.squeezed(ColumnSynonyms.folded(cell)));
        return field == null ? null : new Column(index, CellText.normal(cell), Role.FIELD, field, true);
    }
}
