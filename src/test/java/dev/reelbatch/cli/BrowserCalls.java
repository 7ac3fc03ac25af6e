package dev.reelbatch.cli;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** What a browser does with a {@code serve}: it keeps cookies, fills in forms, and follows nothing by itself. */
final class BrowserCalls {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final URI start;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private final String[] forwarded;

    /** @param forwarded headers of a proxy */
    BrowserCalls(URI start, String... forwarded) {
        this.start = start;
        this.forwarded = forwarded;
    }

    HttpRequest.Builder to(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(start.resolve(path)).header("Accept", "text/html,*/*;q=0.8");
        return forwarded.length == 0 ? request : request.headers(forwarded);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    /** Reads the token that forms of a page carry. */
    String csrf(String path) throws IOException, InterruptedException {
        Matcher matcher = CSRF.matcher(get(path).body());
        return matcher.find() ? matcher.group(1) : "";
    }

    HttpRequest.Builder form(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(body.isEmpty() ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    /** Presses a button that posts there, with these fields. */
    HttpResponse<String> press(String path, String... fields) throws IOException, InterruptedException {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "_csrf";
        all[fields.length + 1] = csrf("/");
        return send(form(path, all));
    }

    /** Presses it when no run is in the way: one leaves the queue a moment after its end is recorded. */
    HttpResponse<String> pressWhenFree(String path) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> press(path), answer -> answer.statusCode() != HttpURLConnection.HTTP_CONFLICT);
    }

    /** Returns where the answer leads to. */
    String signIn(String name, String password) throws IOException, InterruptedException {
        return location(send(form("/login", "_csrf", csrf("/login"), "username", name, "password", password)));
    }

    String signOut() throws IOException, InterruptedException {
        return location(send(form("/logout", "_csrf", csrf("/"))));
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("no location: " + answer.statusCode() + answer.body());
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
