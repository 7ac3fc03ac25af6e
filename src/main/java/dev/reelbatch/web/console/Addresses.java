package dev.reelbatch.web.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The addresses of pages. */
final class Addresses {

    private Addresses() {}

    static String ofRun(String id) {
        return "/runs/" + escaped(id);
    }

    static String ofPrepared(String id) {
        return "/new/" + escaped(id);
    }

    /** The slashes in the name of an inbox's job stay. */
    static String ofJob(String name) {
        return "/jobs/" + escaped(name).replace("%2F", "/");
    }

    /** Returns a text as a part of an address. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
