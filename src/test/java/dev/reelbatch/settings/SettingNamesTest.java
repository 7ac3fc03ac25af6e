package dev.reelbatch.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import org.junit.jupiter.api.Test;

class SettingNamesTest {

    @Test
    void whenASettingChangesThenItsTableHasToFollow() {
        Document.of("docs/settings.md").assertHas("settings", SettingNames.table());
    }

    @Test
    void whenSettingsAreListedThenEachHasAnExplanation() {
        assertThat(SettingNames.all()).hasSizeGreaterThan(10).allSatisfy(known -> {
            assertThat(known.name()).matches("reelbatch(\\.[a-z][a-z-]*)+(\\.\\*)?");
            assertThat(known.explanation()).isNotBlank();
        });
    }

    @Test
    void whenADefaultIsAListThenItIsShownAsItIsWritten() {
        assertThat(SettingNames.table()).contains("| `reelbatch.submit.not-accepted` | `429,503` |");
    }
}
