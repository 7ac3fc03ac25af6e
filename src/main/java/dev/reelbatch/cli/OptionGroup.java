package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import picocli.CommandLine.Model.OptionSpec;

/** Groups of options in a command's help, in this order. */
enum OptionGroup {
    /** Options that the command itself adds. */
    COMMAND,
    READING,
    DEFAULTS,
    LIMITS,
    PACE,
    HOME,
    GENERAL;

    /** Puts an option, or all options of a class, into a group. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.TYPE})
    @interface In {
        OptionGroup value();
    }

    String heading() {
        return switch (this) {
            case COMMAND -> Text.of("Options");
            case READING -> Text.of("Reading the sheet");
            case DEFAULTS -> Text.of("Defaults");
            case LIMITS -> Text.of("Limits");
            case PACE -> Text.of("API and pace");
            case HOME -> Text.of("Home folder and settings");
            case GENERAL -> Text.of("General");
        };
    }

    /** Returns the group of the option's field, otherwise that of the field's class. */
    static OptionGroup of(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return GENERAL;
        }
        if (option.userObject() instanceof Field field) {
            In own = field.getAnnotation(In.class);
            In ofAll = field.getDeclaringClass().getAnnotation(In.class);
            return own != null ? own.value() : ofAll != null ? ofAll.value() : COMMAND;
        }
        return COMMAND;
    }
}
