package dev.reelbatch.bench;

import static java.util.Objects.requireNonNull;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.Body;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The simulator in a process of its own. For each byte on its standard input it tells how many submits
 * it has accepted. It ends with its input, and then writes down when each call came: {@code name microseconds task}, one a line, by the wall clock.
 *
 * <p>Arguments are {@code name=value}; see {@link SimulatorProcess#start}.
 */
final class SimulatorMain {

    private static final int WARM_UP = 200;
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final String REQUEST = """
            {"model":"openai/sora-2/text-to-video","input":{"prompt":"a kite over the sea"},"parameters":{"duration":8}}""";

    private final Map<String, String> arguments = new HashMap<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    private SimulatorMain(String[] arguments) {
        for (String argument : arguments) {
            int mark = argument.indexOf('=');
            this.arguments.put(argument.substring(0, mark), argument.substring(mark + 1));
        }
    }

    public static void main(String[] arguments) throws IOException {
        new SimulatorMain(arguments).run();
    }

    private void run() throws IOException {
        warmUp();
        try (Simulator simulator = Simulator.start(settings(), Time.system())) {
            simulator.onSubmit(noted("submit"), CallFault.drop());
            simulator.onStatus(noted("status"), CallFault.drop());
            simulator.onDownload(noted("download"), CallFault.drop());
            long bytes = Long.parseLong(of("bytes", "0"));
            if (bytes > 0 && bytes < TinyVideo.SMALLER_THAN_THE_CLIPS) {
                simulator.onDownload(
                        CallMatcher.always(), CallFault.answer(Answer.of(200, new TinyVideo((int) bytes))));
            }
            System.out.println(simulator.apiUrl());
            while (System.in.read() >= 0) {
                System.out.println(simulator.acceptedCount()); // whoever started this asks
            }
            simulator.accepted().forEach(this::accepted);
            Files.write(Path.of(requireNonNull(arguments.get("log"))), calls);
        }
    }

    /** An API is no process that was started just now: its first answers would be the slowest of all. */
    private static void warmUp() throws IOException {
        SimulatorSettings atOnce = SimulatorSettings.defaults().generationTime(Duration.ZERO);
        try (Simulator other = Simulator.start(atOnce, Time.system());
                TasksClient client = new TasksClient(
                        new ApiSettings(other.apiUrl(), AuthForm.PLAIN, ENOUGH, ENOUGH, Set.of(), WARM_UP),
                        ApiKey.of("none"),
                        new PictureStore(Path.of("no-pictures")),
                        Time.system())) {
            for (int call = 0; call < WARM_UP; call++) {
                if (client.submit(REQUEST, () -> {}) instanceof SubmitAnswer.Accepted task
                        && client.status(task.taskId()) instanceof StatusAnswer.Succeeded done) {
                    try (InputStream video =
                            URI.create(done.urls().get(0)).toURL().openStream()) {
                        video.transferTo(OutputStream.nullOutputStream());
                    }
                }
            }
        }
    }

    private SimulatorSettings settings() {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .apiPort(Integer.parseInt(of("port", "0")))
                .generationTime(Duration.parse(of("generation", "PT5S")))
                .generationSigma(Double.parseDouble(of("sigma", "0.5")))
                .videoBytes(Long.parseLong(of("bytes", "0")));
        if (arguments.containsKey("rate")) {
            settings = settings.submitsPerSecond(Double.valueOf(of("rate", "")));
        }
        return arguments.containsKey("running") ? settings.maxRunning(Integer.valueOf(of("running", ""))) : settings;
    }

    private String of(String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise);
    }

    private CallMatcher noted(String name) {
        return call -> {
            note(name, Instant.now(), call.taskId().isEmpty() ? "-" : call.taskId());
            return false;
        };
    }

    private void accepted(AcceptedSubmit submit) {
        note("accepted", submit.at(), submit.taskId());
        note("ends", submit.ends(), submit.taskId());
    }

    private void note(String name, Instant at, String task) {
        calls.add(name + " " + ChronoUnit.MICROS.between(Instant.EPOCH, at) + " " + task);
    }

    /** A file of the boxes of an MP4, smaller than the simulator's own clips. */
    private record TinyVideo(int bytes) implements Body {

        static final long SMALLER_THAN_THE_CLIPS = 64 * 1024;
        private static final int TYPE = 16; // the length of the box ftyp, with a brand and its version
        private static final int INDEX = 8; // of the box moov, which is empty

        @Override
        public long length() {
            return bytes;
        }

        @Override
        public String contentType() {
            return "video/mp4";
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ByteBuffer file = ByteBuffer.allocate(bytes);
            file.putInt(TYPE).put(ascii("ftypisom")).putInt(0);
            file.putInt(INDEX).put(ascii("moov"));
            file.putInt(bytes - TYPE - INDEX).put(ascii("mdat"));
            out.write(file.array());
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
