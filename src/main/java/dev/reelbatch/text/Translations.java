package dev.reelbatch.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The translations of one language by their English texts, from {@code <language>.yaml} beside this class.
 */
final class Translations {

    /** Those that were read before: a server speaks both languages by turns. */
    private static final Map<Language, Map<String, String>> READ = new ConcurrentHashMap<>();

    private Translations() {}

    static Map<String, String> of(Language language) {
        return READ.computeIfAbsent(language, Translations::read);
    }

    private static Map<String, String> read(Language language) {
        if (language == Language.ENGLISH) {
            return Map.of();
        }
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        String file = language.tag() + ".yaml";
        try (InputStream in = Objects.requireNonNull(Translations.class.getResourceAsStream(file), file)) {
            return new Yaml(new SafeConstructor(strict)).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
