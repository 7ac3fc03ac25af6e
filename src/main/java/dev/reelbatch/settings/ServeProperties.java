package dev.reelbatch.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The settings of {@code serve}. */
public record ServeProperties(
        @Setting("number of runs at once in `serve`; they share one rate and one limit of tasks at once")
        @DefaultValue("4")
        int parallelRuns,

        @Setting("address of this machine on which `serve` answers HTTP requests") @DefaultValue("127.0.0.1")
        String address,

        @Setting("port on which `serve` answers: a number, `0` for any free one, or `none` to answer nowhere")
        @DefaultValue("8990")
        String port,

        @Setting(
                "address under which people reach `serve`, such as `https://videos.example.com`; the pages beside dropped sheets lead to it. Empty: they lead nowhere")
        @DefaultValue("")
        String publicUrl,

        @Setting("largest sheet that can be uploaded") @DefaultValue("50MB")
        DataSize uploadLimit,

        @Setting("with less free space than this on the disk of the home or of the results, `/readyz` answers 503")
        @DefaultValue("200MB")
        DataSize minFreeSpace,

        @Setting("names by which `serve` may be addressed, besides those of this machine for itself, for example "
                + "`studio.example.com`; without any, and with an address that other machines reach, the addresses "
                + "and the name of this machine")
        @DefaultValue
        List<String> hosts,

        @Setting("after how long without a request a person is signed out in the browser") @DefaultValue("2h")
        Duration sessionIdle,

        @Setting("after how long a person is signed out in the browser in any case") @DefaultValue("12h")
        Duration sessionLife,

        @Setting("how long it is kept what people did over HTTP") @DefaultValue("400d")
        Duration keepAudit) {

    /** The port of a process that answers nowhere. */
    public static final String NO_PORT = "none";

    private static final Pattern ADDRESS =
            Pattern.compile("https?://([\\w.-]+|\\[[0-9a-fA-F:]+])(:\\d{1,5})?(/[\\w./~-]*)?");

    boolean isPublicUrlValid() {
        return publicUrl.isBlank() || ADDRESS.matcher(publicUrl.strip()).matches();
    }

    /** Returns the address under which people reach it; null if they can't. */
    public @Nullable URI parsedPublicUrl() {
        return publicUrl.isBlank() ? null : URI.create(publicUrl.strip());
    }
}
