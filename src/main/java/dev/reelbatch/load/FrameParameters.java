package dev.reelbatch.load;

import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters by which a model takes the dimensions of the picture: a size, a ratio, a resolution. */
final class FrameParameters {

    static final String SIZE = "size";
    static final String RESOLUTION = "resolution";

    private static final Set<String> SHAPES = Set.of("aspect_ratio", "ratio");

    private final String name;
    private final Model model;

    FrameParameters(String name, Model model) {
        this.name = name;
        this.model = model;
    }

    @Nullable String shape() {
        return model.shape();
    }

    /** Returns whether the model takes this word instead of a ratio, as Seedance takes {@code adaptive}. */
    boolean isWord(String text) {
        return model.shape() != null
                && Frame.of(text) == null
                && allowed(model.shape()).stream().anyMatch(text::equalsIgnoreCase);
    }

    boolean key(String key) {
        return model.parameters().containsKey(key) || key.equals(model.shape());
    }

    private boolean isEmpty() {
        return model.shape() == null && !key(SIZE) && !key(RESOLUTION);
    }

    /** Returns whether any size can be sent: none are listed. */
    boolean anySize() {
        return key(SIZE) && allowed(SIZE).isEmpty() || isEmpty();
    }

    /**
     * Returns whether the key tells other models the picture's dimensions, but not this one. A model takes a resolution
     * beside a ratio, whether or not that is listed; a size says all.
     */
    boolean isOfOtherModels(String key) {
        String folded = key.toLowerCase(Locale.ROOT);
        return !isEmpty()
                && !key(key)
                && (folded.equals(SIZE) || SHAPES.contains(folded) || folded.equals(RESOLUTION) && key(SIZE));
    }

    /** Returns the parameter that says most about the picture. */
    String main() {
        return model.shape() != null ? model.shape() : key(SIZE) ? SIZE : RESOLUTION;
    }

    List<String> allowed(String key) {
        Parameter parameter = model.parameters().get(key);
        return parameter == null ? List.of() : parameter.allowed();
    }

    /** Returns the model's spelling of a resolution, or the text where none is listed. */
    String resolution(int pixels, String text) {
        return allowed(RESOLUTION).stream()
                .filter(value -> isResolution(value, pixels))
                .findFirst()
                .orElseGet(() -> isResolution(text, pixels) ? text : pixels + "p");
    }

    private static boolean isResolution(String text, int pixels) {
        Frame frame = Frame.of(text);
        return frame != null && frame.isResolution() && Integer.valueOf(pixels).equals(frame.resolution());
    }

    /** Returns the message for a text that gives no dimensions. */
    String complaint() {
        if (!allowed(SIZE).isEmpty()) {
            return Text.of("is not one of %s", String.join(", ", allowed(SIZE)));
        }
        return isEmpty() || anySize() ? Text.of("is neither a size nor a shape of a picture, such as 16:9") : refusal();
    }

    /** Returns the message for dimensions that the model does not take in this form. */
    String refusal() {
        if (isEmpty()) {
            return Text.of(
                    "matches no known parameter of the model %s; name the column after the "
                            + "parameter, such as parameters.aspect_ratio or size",
                    name);
        }
        return Text.of(
                "can't be used with the model %s, which takes %s",
                name,
                Stream.of(SIZE, String.valueOf(model.shape()), RESOLUTION)
                        .filter(this::key)
                        .map(this::described)
                        .collect(Collectors.joining(", ")));
    }

    private String described(String key) {
        String example = key.equals(SIZE) ? "1280x720" : key.equals(RESOLUTION) ? "720p" : "16:9";
        return allowed(key).isEmpty()
                ? Text.of("%s (such as %s)", key, example)
                : "%s (%s)".formatted(key, String.join(", ", allowed(key)));
    }

    @Nullable String nearest(String text) {
        return Suggestion.value(text, allowed(main()));
    }

    /** Returns what says the same to this model, or nearly; null if nothing does. */
    @Nullable String nearest(String text, Frame frame) {
        if (frame.size() == null || model.shape() == null) {
            return nearest(frame.size() == null ? text : frame.size());
        }
        List<String> listed = allowed(model.shape());
        return (listed.isEmpty() ? Frame.USUAL : listed)
                .stream()
                        .filter(ratio -> Frame.isOfShape(frame.size(), ratio))
                        .findFirst()
                        .orElse(null);
    }
}
