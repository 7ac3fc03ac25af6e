package dev.reelbatch.cli;

import dev.reelbatch.submit.Rate;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.net.URI;
import picocli.CommandLine.Option;

/** The options for the API's address and the rate. */
@OptionGroup.In(OptionGroup.PACE)
final class PaceOptions {

    @Option(
            names = "--rate",
            paramLabel = "N/min",
            converter = Converters.RateConverter.class,
            defaultValue = "60/min",
            description = "maximum submission rate: 30/min, 5/s or 1000/h, for example (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Rate rate;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            defaultValue = "20",
            description = "maximum number of tasks running at once (default: ${DEFAULT-VALUE})")
    private int maxInFlight;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            converter = Converters.UrlConverter.class,
            defaultValue = "https://api.modelverse.cn",
            description = "address of the API (default: ${DEFAULT-VALUE}; outside China https://api.umodelverse.ai)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI apiUrl;

    Rate rate() {
        return rate;
    }

    int maxInFlight() {
        if (maxInFlight < 1) {
            throw new UserException(Text.of("--max-in-flight must be at least 1"));
        }
        return maxInFlight;
    }

    URI apiUrl() {
        return apiUrl;
    }
}
