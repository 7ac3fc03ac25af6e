package dev.reelbatch.web.console;

import dev.reelbatch.text.Language;
import java.io.InputStream;
import java.util.Objects;

/** A small sheet to begin with: three rows with the columns that most sheets have. */
record SampleSheet(String name, InputStream content) {

    static SampleSheet in(Language language) {
        boolean isChinese = language == Language.CHINESE;
        String resource = isChinese ? "sample.zh.csv" : "sample.en.csv";
        return new SampleSheet(
                isChinese ? "示例.csv" : "sample.csv",
                Objects.requireNonNull(SampleSheet.class.getResourceAsStream(resource), resource));
    }
}
