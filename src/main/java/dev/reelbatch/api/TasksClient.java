package dev.reelbatch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two calls of the tasks API. Each sends one request, once, and turns whatever happens into an answer; neither
 * throws for failures of the network or the server. Safe for many threads.
 */
public final class TasksClient implements AutoCloseable {

    private static final int LONGEST_ANSWER = 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(TasksClient.class);

    private final ApiSettings settings;
    private final ApiKey key;
    private final PictureStore pictures;
    private final HttpExchanger edge;
    private final CallListener listener;
    private final Time time;
    private final SubmitReader submits;
    private final StatusReader statuses;
    private final ExternalIdReader externalIds;

    /** @param pictures to which requests may refer */
    public TasksClient(ApiSettings settings, ApiKey key, PictureStore pictures, Time time) {
        this(settings, key, pictures, CallListener.NONE, time);
    }

    /** @param pictures to which requests may refer */
    public TasksClient(ApiSettings settings, ApiKey key, PictureStore pictures, CallListener listener, Time time) {
        this.listener = listener;
        this.time = time;
        this.settings = settings;
        this.key = key;
        this.pictures = pictures;
        this.edge = new HttpExchanger(
                HttpClientFactory.once(settings.connectTimeout(), settings.responseTimeout(), settings.maxConnections())
                        // A wrong header about compression would hide a task id; HttpExchanger inspects the bytes.
                        .disableContentCompression(),
                settings.proxies(),
                settings.responseTimeout(),
                time);
        ErrorReader errors = new ErrorReader(key, settings.auth());
        this.submits =
                new SubmitReader(settings.notAccepted(), settings.emptyAccount(), settings.statusWords(), errors);
        this.statuses = new StatusReader(settings.statusWords(), errors);
        this.externalIds = new ExternalIdReader(statuses);
    }

    /** Loads this machine's trusted certificates, which would cost the first connection a tenth of a second. */
    public static void warmUp() {
        DefaultClientTlsStrategy.createSystemDefault();
    }

    /**
     * Submits a request, which may cost money. The text is sent unchanged, in UTF-8, but for references to pictures: in
     * their place their bytes are sent, in Base64.
     *
     * @param onSent runs when a connection is made, as the last byte leaves; never runs if none can be made
     */
    public SubmitAnswer submit(String requestJson, Runnable onSent) {
        long start = time.nanos();
        SubmitAnswer answer = send(requestJson, onSent);
        listener.submitted(answer, since(start));
        return answer;
    }

    private SubmitAnswer send(String requestJson, Runnable onSent) {
        RequestBody body;
        try {
            body = new RequestBody(requestJson, pictures, onSent);
        } catch (IOException e) {
            log.warn("A picture can't be sent", e);
            return new SubmitAnswer.NotSent(new ApiError(0, null, "picture_missing", lostPicture(), null));
        }
        try (body) {
            HttpPost request = new HttpPost(settings.submitUrl());
            request.setEntity(body);
            return submits.read(exchange(request, body.timeToSend()));
        }
    }

    /** Requests a task's status; free, and can be repeated at any time. */
    public StatusAnswer status(String taskId) {
        long start = time.nanos();
        return heard(statuses.read(taskId, ask(taskId)), start);
    }

    /**
     * Checks whether a task exists. Only an answer that names it confirms this; any other one is {@code Unanswered}.
     */
    public StatusAnswer find(String taskId) {
        long start = time.nanos();
        return heard(statuses.readNamed(taskId, ask(taskId)), start);
    }

    /**
     * Asks for the task of a submission by the id of ours that it carries. The documentation only says that tasks can
     * be asked for by it; that it takes the place of the task's id is an assumption.
     */
    public ExternalIdAnswer findByExternalId(String externalId) {
        long start = time.nanos();
        ExternalIdAnswer answer = externalIds.read(externalId, ask(externalId));
        heard(answer.status(), start);
        return answer;
    }

    private StatusAnswer heard(StatusAnswer answer, long start) {
        listener.asked(answer, since(start));
        return answer;
    }

    private Duration since(long start) {
        return time.onWallClock(time.since(start));
    }

    /** Returns the number of calls in progress, each of which has a connection of its own. */
    public int openCalls() {
        return edge.openCalls();
    }

    /** Returns a hash of the API's address and the key: tasks of another account can't be denied by this one. */
    public String account() {
        return key.hashedWith(settings.baseUrl().toString());
    }

    /**
     * Cuts off every call in progress; a submit that was already sent is then {@code Unknown}. Later calls are not
     * affected.
     */
    public void abortOpenCalls() {
        edge.abortOpenCalls();
    }

    /** Cuts off calls in progress; a later submit is {@code NotAccepted}. */
    @Override
    public void close() {
        edge.close();
    }

    private static String lostPicture() {
        return Text.of("The home's copy of the row's picture is missing or damaged. Run the sheet again, which makes a "
                + "new copy, and then rerun this row.");
    }

    private HttpOutcome ask(String taskId) {
        String encoded = URLEncoder.encode(taskId, UTF_8).replace("+", "%20");
        return exchange(new HttpGet(settings.statusUrl(encoded)), Duration.ZERO);
    }

    private HttpOutcome exchange(HttpUriRequestBase request, Duration timeToSend) {
        request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        request.setHeader(HttpHeaders.AUTHORIZATION, key.authorization(settings.auth()));
        return edge.exchange(request, LONGEST_ANSWER, timeToSend);
    }
}
