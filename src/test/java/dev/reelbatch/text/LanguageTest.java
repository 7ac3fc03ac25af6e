package dev.reelbatch.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"zh", "zh-CN", "zh_CN.UTF-8", "ZH", " Chinese", "中文"})
    void whenChineseIsWrittenInAnyWayThenItIsUnderstood(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.CHINESE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB", "english"})
    void whenEnglishIsWrittenInAnyWayThenItIsUnderstood(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr", "zhang", "english please"})
    void whenItIsAnotherLanguageThenItIsRefused(String text) {
        assertThatThrownBy(() -> Language.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenTheEnvironmentNamesALocaleThenTheFirstNamedCounts() {
        assertThat(Language.ofThisMachine(Map.of())).isEqualTo(Language.ENGLISH);
        assertThat(Language.ofThisMachine(Map.of("LANG", "zh_CN.UTF-8"))).isEqualTo(Language.CHINESE);
        assertThat(Language.ofThisMachine(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C.UTF-8")))
                .isEqualTo(Language.CHINESE); // as the launcher sets it if that locale is not installed
        assertThat(Language.ofThisMachine(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C")))
                .isEqualTo(Language.ENGLISH);
        assertThat(Language.ofThisMachine(Map.of("LANG", "en_US.UTF-8", "LC_MESSAGES", "zh_TW", "LC_ALL", "")))
                .isEqualTo(Language.CHINESE);
        assertThat(Language.ofThisMachine(Map.of("LANG", "zha_CN"))).isEqualTo(Language.ENGLISH);
    }
}
