package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final String CSV = "PROMPT,ID,Parameters.Seed,SIZE\n\"猫 \"\"TITLE\"\" Ⅷ\",I-1,1234567.50,1280X720\n";

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    /** The values are those of the first release: other ones would pay for every sheet again. */
    @Test
    void whenTheVersionChangesThenTheFingerprintStays() {
        assertThat(Sheets.valid(CSV).fingerprint().hex())
                .isEqualTo("c6f1028676e213f3856fe9fa8671d28502cd571d87e64af37ae147c5e5a589ad");
    }

    @Test
    void whenTheMachineSpeaksAnotherLanguageThenTheFingerprintStays() {
        Fingerprint here = Sheets.valid(CSV).fingerprint();
        for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "de-DE")) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(Sheets.valid(CSV).fingerprint()).isEqualTo(here);
        }
    }

    @Test
    void whenTheApiOrTheIdDiffersThenTheFingerprintDiffers() {
        assertThat(List.of(
                        Fingerprint.of("modelverse", "{}", null),
                        Fingerprint.of("rehearsal", "{}", null),
                        Fingerprint.of("modelverse", "{}", ""),
                        Fingerprint.of("modelverse", "{}", "a"),
                        Fingerprint.of("modelverse", "{\"a\":1}", null)))
                .doesNotHaveDuplicates();
    }
}
