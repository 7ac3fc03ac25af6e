package dev.reelbatch.settings;

import java.util.List;
import java.util.Locale;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * A setting as it holds.
 *
 * @param value empty if it is not set, and where it must not be shown: only numbers, times, sizes, choices and the
 *     defaults are, since an address, a name or a file may be a secret
 */
public record SettingInForce(String name, String value, Origin origin) {

    /** Where a value comes from, the strongest first. */
    public enum Origin {
        COMMAND_LINE,
        ENVIRONMENT,
        JOB_FILE,
        SETTINGS_FILE,
        DEFAULT
    }

    /** @param sources by their origin, except the last one; those that follow are documents of the settings' file */
    static List<SettingInForce> all(List<PropertySource<?>> sources) {
        return SettingNames.all().stream().map(known -> of(known, sources)).toList();
    }

    private static SettingInForce of(SettingNames.Known known, List<PropertySource<?>> sources) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof EnumerablePropertySource<?> source) {
                for (String name : source.getPropertyNames()) {
                    if (isSame(name, known.name())) {
                        return new SettingInForce(
                                known.name(),
                                known.isPlain() ? String.valueOf(source.getProperty(name)) : "",
                                Origin.values()[Math.min(i, Origin.SETTINGS_FILE.ordinal())]);
                    }
                }
            }
        }
        return new SettingInForce(known.name(), known.defaultValue(), Origin.DEFAULT);
    }

    /** Separators between words do not matter, as for Spring; a list or a map has a name for each value. */
    private static boolean isSame(String name, String known) {
        String plain = known.endsWith(".*") ? known.substring(0, known.length() - 2) : known;
        String one = uniform(name);
        String other = uniform(plain);
        return one.equals(other) || one.startsWith(other + ".") || one.startsWith(other + "[");
    }

    private static String uniform(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
