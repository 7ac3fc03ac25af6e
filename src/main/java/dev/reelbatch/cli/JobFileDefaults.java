package dev.reelbatch.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives the options that the command line leaves out the values of the job file that it names. Picocli asks for one text
 * an option, and only where the line has none, so values that add to those of the line are merged elsewhere: settings by
 * {@link HomeOptions}, columns by {@link ReadingOptions}.
 */
final class JobFileDefaults implements IDefaultValueProvider {

    private static final String ROWS = "rows";

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        JobFile file = Input.jobFile(arg.command());
        if (file == null || !(arg instanceof OptionSpec option)) {
            return null;
        }
        return JobFileKeys.of(option)
                .map(key -> value(file, key, option))
                .map(value -> value.replace("$", "$$")) // else picocli puts variables for ${NAME}
                .orElse(null);
    }

    private static @Nullable String value(JobFile file, String key, OptionSpec option) {
        if (key.equals(JobFile.JOB)) {
            return file.jobName();
        } else if (key.equals(ROWS)) {
            List<String> rows = file.list(ROWS);
            return rows.isEmpty() ? null : String.join(",", rows);
        } else if (option.isMultiValue() && !option.typeInfo().isMap()) {
            return null; // a list, which adds up
        }
        String value = file.value(key);
        return value == null || option.arity().max() > 0 ? value : String.valueOf(file.isTrue(key, value));
    }
}
