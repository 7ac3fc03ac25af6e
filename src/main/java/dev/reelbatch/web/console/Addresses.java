package dev.reelbatch.web.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The addresses of pages. */
final class Addresses {

    private Addresses() {}

    static String ofRun(String id) {
        return "/runs/" + escaped(id);
    }

    static String ofPrepared(String id) {
        return "/new/" + escaped(id);
    }

    /** @param name of a file of a run's results, with slashes */
    static String ofFile(String id, String name) {
        return "/api/v1/runs/" + escaped(id) + "/files/" + escapedPath(name);
    }

    /** Returns where the still of a run's video is, if stills are made. */
    static String ofStill(String id, String name) {
        return ofRun(id) + "/stills/" + escapedPath(name);
    }

    private static String escapedPath(String name) {
        return Arrays.stream(name.split("/")).map(Addresses::escaped).collect(Collectors.joining("/"));
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
