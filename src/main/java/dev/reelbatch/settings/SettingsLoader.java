package dev.reelbatch.settings;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads the settings: {@code -D} before the environment, before the job file, before
 * {@code settings.yaml} of the home, before the shipped catalogue and the defaults. Unknown names are
 * errors.
 */
public final class SettingsLoader {

    private static final String PREFIX = "reelbatch";
    private static final Set<String> NOT_SETTINGS = Set.of("REELBATCH_HOME");

    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;

    public SettingsLoader(Map<String, String> systemProperties, Map<String, String> environment) {
        this.systemProperties = systemProperties;
        this.environment = environment;
    }

    /**
     * @param settingsFile may be missing
     * @param jobFile settings of a job file, by full name
     * @throws SettingsException naming the setting
     */
    public Settings load(Path settingsFile, Map<String, Object> jobFile) {
        List<PropertySource<?>> sources = new ArrayList<>();
        sources.add(new MapPropertySource("-D", own(systemProperties, PREFIX + ".")));
        sources.add(new SystemEnvironmentPropertySource("systemEnvironment", own(environment, "REELBATCH_")));
        sources.add(new MapPropertySource("the job file", jobFile));
        sources.addAll(yaml(settingsFile));
        sources.addAll(Catalogue.shippedSettings());
        Binder binder = new Binder(
                sources.stream().map(ConfigurationPropertySource::from).toList());
        BindHandler strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true);
        try {
            Settings settings = binder.bindOrCreate(PREFIX, Bindable.of(Settings.class), strict);
            settings.parsedBudget();
            return settings;
        } catch (BindException e) {
            throw readable(e);
        }
    }

    private static Map<String, Object> own(Map<String, String> all, String prefix) {
        Map<String, Object> own = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix) && !NOT_SETTINGS.contains(name)) {
                own.put(name, value);
            }
        });
        return own;
    }

    private static List<PropertySource<?>> yaml(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
        } catch (IOException | RuntimeException e) {
            throw new SettingsException("%s can't be read: %s".formatted(file, firstLine(e)));
        }
    }

    private static SettingsException readable(BindException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnboundConfigurationPropertiesException unknown) {
                return unknown(unknown);
            }
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String value = e.getProperty() == null
                ? ""
                : " \"%s\"".formatted(e.getProperty().getValue());
        return new SettingsException("%s:%s can't be understood (%s)".formatted(e.getName(), value, firstLine(root)));
    }

    private static SettingsException unknown(UnboundConfigurationPropertiesException e) {
        Set<String> messages = new TreeSet<>();
        e.getUnboundProperties().forEach(property -> {
            String name = property.getName().toString();
            messages.add("There is no setting %s%s".formatted(name, suggestion(name)));
        });
        return new SettingsException(String.join("\n", messages));
    }

    private static String suggestion(String name) {
        String nearest = Nearest.text(
                name, SettingNames.all().stream().map(SettingNames.Known::name).toList());
        return nearest == null ? "; the README lists them all" : "; did you mean %s?".formatted(nearest);
    }

    private static String firstLine(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }
}
