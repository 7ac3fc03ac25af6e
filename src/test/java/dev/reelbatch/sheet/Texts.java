package dev.reelbatch.sheet;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts as people and programs put them into cells. */
public final class Texts {

    private Texts() {}

    /** Any text that UTF-8 can carry, rich in characters that are hard for CSV. */
    public static Arbitrary<String> any() {
        Arbitrary<String> hard = Arbitraries.of(
                "\"", "\"\"", ",", "\n", "\r\n", "\r", "\\", "'", " ", "\u00A0", "\u3000", "é", "e\u0301", "猫", "🐈",
                "x");
        Arbitrary<String> wild = Arbitraries.strings()
                .all()
                .ofMaxLength(5)
                .filter(text -> text.indexOf(0) < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return Arbitraries.oneOf(hard, hard, wild).list().ofMaxSize(12).map(parts -> String.join("", parts));
    }
}
