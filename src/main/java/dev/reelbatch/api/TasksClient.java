package dev.reelbatch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The two calls of the tasks API. Each sends one request, once, and turns whatever happens into an answer; neither
 * throws for failures of the network or the server. Safe for many threads.
 */
public final class TasksClient implements AutoCloseable {

    private static final int LONGEST_ANSWER = 1024 * 1024;

    // The page's own example sends no charset, and JSON is always UTF-8.
    private static final ContentType JSON = ContentType.create("application/json");

    private final ApiSettings settings;
    private final ApiKey key;
    private final HttpExchanger edge;
    private final SubmitReader submits;
    private final StatusReader statuses;
    private final ExternalIdReader externalIds;

    public TasksClient(ApiSettings settings, ApiKey key, Time time) {
        this.settings = settings;
        this.key = key;
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
     * Submits a request, which may cost money. The text is sent unchanged, in UTF-8.
     *
     * @param onSent runs when a connection is made, as the last byte leaves; never runs if none can be made
     */
    public SubmitAnswer submit(String requestJson, Runnable onSent) {
        HttpPost request = new HttpPost(settings.submitUrl());
        request.setEntity(new HttpEntityWrapper(new ByteArrayEntity(requestJson.getBytes(UTF_8), JSON)) {
            @Override
            public boolean isRepeatable() {
                return false; // otherwise the library would send it again to a server that requests a password
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                super.writeTo(out);
                onSent.run();
            }
        });
        return submits.read(exchange(request));
    }

    /** Requests a task's status; free, and can be repeated at any time. */
    public StatusAnswer status(String taskId) {
        return statuses.read(taskId, ask(taskId));
    }

    /**
     * Checks whether a task exists. Only an answer that names it confirms this; any other one is {@code Unanswered}.
     */
    public StatusAnswer find(String taskId) {
        return statuses.readNamed(taskId, ask(taskId));
    }

    /**
     * Asks for the task of a submission by the id of ours that it carries. The documentation only says that tasks can
     * be asked for by it; that it takes the place of the task's id is an assumption.
     */
    public ExternalIdAnswer findByExternalId(String externalId) {
        return externalIds.read(externalId, ask(externalId));
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

    private HttpOutcome ask(String taskId) {
        String encoded = URLEncoder.encode(taskId, UTF_8).replace("+", "%20");
        return exchange(new HttpGet(settings.statusUrl(encoded)));
    }

    private HttpOutcome exchange(HttpUriRequestBase request) {
        request.setHeader(HttpHeaders.ACCEPT, JSON.getMimeType());
        request.setHeader(HttpHeaders.AUTHORIZATION, key.authorization(settings.auth()));
        return edge.exchange(request, LONGEST_ANSWER);
    }
}
