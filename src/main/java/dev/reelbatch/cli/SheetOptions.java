package dev.reelbatch.cli;

import dev.reelbatch.load.Defaults;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The defaults for rows that specify no value of their own. */
@OptionGroup.In(OptionGroup.DEFAULTS)
final class SheetOptions {

    @Option(names = "--model", paramLabel = "NAME", description = "default model for rows that specify none")
    private @Nullable String model;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "default size for rows that specify none, for example 1280x720")
    private @Nullable String size;

    @Option(
            names = "--duration",
            paramLabel = "S",
            description = "default duration in seconds for rows that specify none")
    private @Nullable Integer duration;

    @Option(
            names = "--draft",
            description = "make drafts: previews at a lower price, from which --from-drafts makes the real videos")
    private boolean draft;

    Defaults defaults() {
        if (model != null && model.isBlank()) {
            throw new UserException(Text.of("--model is blank; name a model, or leave the option out"));
        }
        return new Defaults(model, size, duration, draft);
    }

    boolean areGiven() {
        return model != null || size != null || duration != null || draft;
    }
}
