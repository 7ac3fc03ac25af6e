package dev.reelbatch.cli;

import dev.reelbatch.load.Defaults;
import dev.reelbatch.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What rows get that do not say. */
final class SheetOptions {

    @Option(names = "--model", paramLabel = "NAME", description = "model of the rows that name none")
    private @Nullable String model;

    @Option(names = "--size", paramLabel = "WxH", description = "size of the rows that name none, for example 1280x720")
    private @Nullable String size;

    @Option(names = "--duration", paramLabel = "S", description = "seconds of the rows that name none")
    private @Nullable Integer duration;

    Defaults defaults() {
        if (model != null && model.isBlank()) {
            throw new UsageException(Text.of("--model is blank: name a model, or leave it out"));
        }
        return new Defaults(model, size, duration);
    }

    boolean areGiven() {
        return model != null || size != null || duration != null;
    }
}
