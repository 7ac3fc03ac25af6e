package dev.reelbatch.web.console;

import dev.reelbatch.settings.SettingInForce;
import dev.reelbatch.settings.SettingInForce.Origin;
import dev.reelbatch.text.Text;

/**
 * A setting with where its value comes from.
 *
 * @param text its value; of one that may be a secret only whether it is set
 */
record SettingView(String name, String text, String from) {

    private static final String PREFIX = "reelbatch.";

    static SettingView of(SettingInForce setting) {
        String name = setting.name().startsWith(PREFIX) ? setting.name().substring(PREFIX.length()) : setting.name();
        String none = setting.origin() == Origin.DEFAULT ? Text.of("not set") : Text.of("set");
        return new SettingView(name, setting.value().isEmpty() ? none : setting.value(), from(setting.origin()));
    }

    private static String from(Origin origin) {
        return switch (origin) {
            case COMMAND_LINE -> Text.of("command line");
            case ENVIRONMENT -> Text.of("environment");
            case JOB_FILE -> Text.of("job file");
            case SETTINGS_FILE -> "settings.yaml";
            case DEFAULT -> Text.of("default");
        };
    }
}
