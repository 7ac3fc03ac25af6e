package dev.reelbatch.plan;

import dev.reelbatch.load.SheetCheck;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The expected time that a video of a sheet's slowest model takes to generate.
 *
 * @param isMeasured whether the home has made videos of that model
 */
public record GenerationForecast(Duration time, boolean isMeasured) {

    /** Assumed for a model of which nothing is known; most take one to three minutes. */
    private static final Duration ASSUMED = Duration.ofMinutes(2);

    /** Returns the forecast for a home that knows nothing: by the catalogue. */
    public static GenerationForecast of(SheetCheck sheet) {
        return of(sheet, model -> List.of());
    }

    /** @param measured the latest generation times of a model; empty if none was made */
    static GenerationForecast of(SheetCheck sheet, Function<String, List<Duration>> measured) {
        return sheet.clipsByModel().keySet().stream()
                .map(model -> of(measured.apply(model), sheet.typicalTimes().getOrDefault(model, ASSUMED)))
                .max(Comparator.comparing(GenerationForecast::time))
                .orElse(new GenerationForecast(ASSUMED, false));
    }

    private static GenerationForecast of(List<Duration> measured, Duration otherwise) {
        return measured.isEmpty()
                ? new GenerationForecast(otherwise, false)
                : new GenerationForecast(measured.stream().sorted().toList().get(measured.size() / 2), true);
    }
}
