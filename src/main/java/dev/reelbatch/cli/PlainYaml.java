package dev.reelbatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.YamlProcessor;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML with keys and values exactly as written. YAML itself turns {@code yes} into true, {@code 9:16} into 556,
 * {@code 2026.10} into 2026.1 and {@code 0200} into 128.
 */
final class PlainYaml extends YamlProcessor {

    PlainYaml(Path file) {
        setResources(new FileSystemResource(file));
    }

    /**
     * Returns the documents, each as values by full name, {@code a.b} for {@code b} below {@code a}.
     *
     * @throws IllegalStateException if the file can't be read
     * @throws org.yaml.snakeyaml.error.YAMLException if it is no YAML
     */
    List<Map<String, String>> documents() {
        List<Map<String, String>> documents = new ArrayList<>();
        process((properties, map) -> {
            Map<String, String> values = new TreeMap<>();
            getFlattenedMap(map).forEach((key, value) -> values.put(key, String.valueOf(value)));
            documents.add(values);
        });
        return documents;
    }

    @Override
    protected Yaml createYaml() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(strict), new Representer(unused), unused, strict, new Resolver() {
            @Override
            protected void addImplicitResolvers() {} // none: every value stays a text
        });
    }
}
