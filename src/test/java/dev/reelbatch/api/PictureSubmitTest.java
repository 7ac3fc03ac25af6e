package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Photos;
import dev.reelbatch.picture.Picture;
import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.picture.PictureType;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.SettableTime;
import dev.reelbatch.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSubmitTest {

    private static final Duration FAR = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Map<String, Picture> arrived = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private Simulator simulator;
    private PictureStore store;
    private TasksClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(
                SimulatorSettings.defaults().requestCheck((body, pictures) -> {
                    arrived.putAll(pictures);
                    return null;
                }),
                Time.system());
        store = new PictureStore(folder.resolve("pictures"));
        client = new TasksClient(
                TestClients.settings(simulator.apiUrl(), FAR, FAR), TestClients.KEY, store, new SettableTime());
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    private String kept(Path file) throws IOException {
        String sha256 = Sha256.of(file);
        store.keep(file, sha256);
        return sha256;
    }

    private SubmitAnswer submit(String json) {
        return client.submit(json, sent::incrementAndGet);
    }

    private static String request(String... values) {
        return "{\"input\":{\"images\":[\"" + String.join("\",\"", values)
                + "\"],\"prompt\":\"a mug\"},\"model\":\"m\"}";
    }

    private String body(String json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RequestBody body = new RequestBody(json, store, () -> {})) {
            body.writeTo(bytes);
            assertThat(body.getContentLength()).isEqualTo(bytes.size());
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whenARequestRefersToPicturesThenTheirBytesAreSentInTheirPlaces() throws IOException {
        for (int size = 300; size < 306; size++) { // every remainder of three
            byte[] bytes = new byte[size];
            Path file = Photos.write(folder.resolve("photo"), bytes);
            String reference = PictureReference.of(kept(file));
            String base64 = Base64.getEncoder().encodeToString(bytes);
            assertThat(body(request("data:image/png;base64," + reference, "https://a/猫.png", reference)))
                    .isEqualTo(request("data:image/png;base64," + base64, "https://a/猫.png", base64));
        }
    }

    @Test
    void whenATextOnlyLooksLikeAReferenceThenItIsSentAsItIs() throws IOException {
        String reference = PictureReference.of("0".repeat(64));
        for (String text : new String[] {
            "a " + reference,
            reference + "0",
            reference + " ",
            "\\\"" + reference,
            reference + "\\\"",
            ",\\\"" + reference + "\\\",",
            "data:text/html;base64," + reference,
            reference.toUpperCase()
        }) {
            assertThat(body(request(text))).isEqualTo(request(text));
        }
    }

    @Test
    void whenAPictureIsSentThenTheServerHasItAndTheLastByteIsNoticedOnce() throws IOException {
        Path photo = Photos.write(folder.resolve("mug.png"), 640, 480);
        String sha256 = kept(photo);
        String json = request("data:image/png;base64," + PictureReference.of(sha256));
        assertThat(submit(json)).isInstanceOf(SubmitAnswer.Accepted.class);
        assertThat(arrived)
                .containsExactly(Map.entry(sha256, new Picture(PictureType.PNG, 640, 480, Files.size(photo))));
        assertThat(simulator.accepted()).singleElement().satisfies(task -> assertThat(task.body())
                .isEqualTo(json));
        assertThat(sent).hasValue(1);
    }

    @Test
    void whenAStoredPictureIsMissingOrDamagedThenNothingLeaves() throws IOException {
        String sha256 = kept(Photos.write(folder.resolve("mug.png"), 640, 480));
        Files.write(store.copyOf(sha256), new byte[] {1});
        for (String lost : new String[] {sha256, "0".repeat(64)}) {
            assertThat(submit(request(PictureReference.of(lost))))
                    .isInstanceOfSatisfying(
                            SubmitAnswer.NotSent.class,
                            none -> assertThat(none.error().code()).isEqualTo("picture_missing"));
        }
        assertThat(simulator.submitCalls()).isZero();
        assertThat(sent).hasValue(0);
    }

    /** Far more than a chunk of it is never in memory: a body of 4 GB has no room in a test's. */
    @Test
    void whenPicturesAreLargerThanTheMemoryThenTheyAreSentAllTheSame() throws IOException {
        String reference = PictureReference.of(kept(Photos.large(folder.resolve("large.png"), 64 << 20, 1)));
        String[] references = new String[48];
        Arrays.fill(references, reference);
        long[] length = {0};
        try (RequestBody body = new RequestBody(request(references), store, () -> {})) {
            assertThat(body.getContentLength()).isGreaterThan(4L << 30);
            body.writeTo(new OutputStream() {
                @Override
                public void write(int b) {
                    length[0]++;
                }

                @Override
                public void write(byte[] bytes, int offset, int count) {
                    length[0] += count;
                }
            });
            assertThat(length[0]).isEqualTo(body.getContentLength());
        }
    }
}
