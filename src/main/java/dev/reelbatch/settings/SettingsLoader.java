package dev.reelbatch.settings;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads the settings. {@code -D} takes precedence over the environment, then follow the job file, {@code settings.yaml}
 * of the home, the shipped catalogue and the defaults. Unknown names are errors.
 */
public final class SettingsLoader {

    private static final String PREFIX = "reelbatch";
    private static final Set<String> NOT_SETTINGS = Set.of("REELBATCH_HOME", "REELBATCH_JAVA_OPTS");

    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;

    public SettingsLoader(Map<String, String> systemProperties, Map<String, String> environment) {
        this.systemProperties = systemProperties;
        this.environment = environment;
    }

    /**
     * Returns one that reads this process's system properties.
     *
     * @param given takes precedence over them
     */
    public static SettingsLoader ofThisJvm(Map<String, String> given, Map<String, String> environment) {
        Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        properties.putAll(given);
        return new SettingsLoader(properties, environment);
    }

    /**
     * @param settingsFile may be missing
     * @param jobFile settings of a job file, by full name
     * @throws UserException naming the setting
     */
    public Settings load(Path settingsFile, Map<String, Object> jobFile) {
        List<PropertySource<?>> sources = sources(settingsFile, jobFile);
        sources.add(Catalogue.shippedValues(sources));
        Binder binder = new Binder(
                sources.stream().map(ConfigurationPropertySource::from).toList());
        BindHandler strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true);
        try {
            Settings settings = binder.bindOrCreate(PREFIX, Bindable.of(Settings.class), strict);
            SettingRules.check(settings);
            return settings;
        } catch (BindException e) {
            throw readable(e);
        }
    }

    private List<PropertySource<?>> sources(Path settingsFile, Map<String, Object> jobFile) {
        List<PropertySource<?>> sources = new ArrayList<>();
        sources.add(new MapPropertySource("-D", fromSystemProperties()));
        sources.add(new MapPropertySource("the environment", fromEnvironment()));
        sources.add(new MapPropertySource("the job file", jobFile));
        sources.addAll(yaml(settingsFile));
        return sources;
    }

    /** Returns all settings as they hold, with their origin. */
    public List<SettingInForce> inForce(Path settingsFile, Map<String, Object> jobFiles) {
        return SettingInForce.all(sources(settingsFile, jobFiles));
    }

    /** Returns what {@code -D} and the environment set, by full name. */
    public Map<String, String> ofThisProcess() {
        Map<String, Object> own = new LinkedHashMap<>(fromEnvironment());
        own.putAll(fromSystemProperties());
        return texts(own);
    }

    /** Returns all that is set anywhere but by default, by full name. The file of settings may be missing. */
    public Map<String, String> set(Path settingsFile, Map<String, String> jobFile) {
        Map<String, Object> all = new LinkedHashMap<>();
        yaml(settingsFile).forEach(document -> {
            if (document instanceof EnumerablePropertySource<?> keys) {
                Stream.of(keys.getPropertyNames())
                        .forEach(name -> all.put(name, String.valueOf(keys.getProperty(name))));
            }
        });
        all.putAll(jobFile);
        all.putAll(ofThisProcess());
        return texts(all);
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    private Map<String, Object> fromSystemProperties() {
        Map<String, Object> own = new LinkedHashMap<>();
        systemProperties.forEach((name, value) -> {
            if (name.startsWith(PREFIX + ".")) {
                own.put(name, value);
            }
        });
        return own;
    }

    /**
     * Reads the environment: {@code REELBATCH_POLL_FIRST_AFTER} and {@code REELBATCH_POLL_FIRSTAFTER} are both
     * {@code reelbatch.poll.first-after}. Spring's own mapping knows only the second, but people write the first.
     */
    private Map<String, Object> fromEnvironment() {
        Map<String, Object> own = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith("REELBATCH_") && !NOT_SETTINGS.contains(variable)) {
                setting(variable).ifPresentOrElse(name -> own.put(name, value), () -> unknown.add(variable));
            }
        });
        if (!unknown.isEmpty()) {
            throw unknownNames(
                    unknown,
                    SettingNames.all().stream()
                            .map(SettingNames.Known::inEnvironment)
                            .toList());
        }
        return own;
    }

    private static Optional<String> setting(String variable) {
        return SettingNames.all().stream()
                .filter(known -> known.inEnvironment().replace("_", "").equals(variable.replace("_", "")))
                .map(SettingNames.Known::name)
                .findFirst();
    }

    static List<PropertySource<?>> yaml(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<PropertySource<?>> documents =
                    new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
            documents.forEach(SettingsLoader::checkPrefix);
            return documents;
        } catch (UserException e) {
            throw new UserException("%s: %s".formatted(file, e.getMessage()));
        } catch (IOException | RuntimeException e) {
            throw new UserException(Text.of("%s can't be read: %s", file, firstLine(e)));
        }
    }

    /**
     * Checks the prefix of all names: the binder only reads names with our prefix, and would overlook a typo in the
     * prefix.
     */
    private static void checkPrefix(PropertySource<?> document) {
        if (document instanceof EnumerablePropertySource<?> keys) {
            Set<String> foreign = new TreeSet<>(List.of(keys.getPropertyNames()));
            foreign.removeIf(name -> name.startsWith(PREFIX + ".") || SpringSettings.has(name));
            if (!foreign.isEmpty()) {
                throw unknownNames(foreign, names());
            }
        }
    }

    private static UserException readable(BindException e) {
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
        return new UserException(Text.of("%s:%s is not valid (%s)", e.getName(), value, reason(e, root)));
    }

    private static String reason(BindException e, Throwable root) {
        Class<?> type = e.getTarget().getType().resolve(Object.class);
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(Text.of(" or ")), all -> Text.of("it must be %s", all)))
                : firstLine(root);
    }

    private static UserException unknown(UnboundConfigurationPropertiesException e) {
        Set<String> unknown = new TreeSet<>();
        e.getUnboundProperties()
                .forEach(property -> unknown.add(property.getName().toString()));
        return unknownNames(unknown, names());
    }

    private static List<String> names() {
        return SettingNames.all().stream().map(SettingNames.Known::name).toList();
    }

    private static UserException unknownNames(Set<String> unknown, List<String> known) {
        return new UserException(
                unknown.stream().map(name -> unknownName(name, known)).collect(Collectors.joining("\n")));
    }

    private static String unknownName(String name, List<String> known) {
        String withPrefix = PREFIX + "." + name;
        String nearest = known.contains(withPrefix) ? withPrefix : Suggestion.text(name, known);
        return nearest == null
                ? Text.of("There is no setting %s; docs/settings.md lists all settings", name)
                : Text.of("There is no setting %s; did you mean %s?", name, nearest);
    }

    private static String firstLine(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }
}
