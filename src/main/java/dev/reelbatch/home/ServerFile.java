package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code server.json} in the home: the address and the token of the {@code serve} process that holds it, readable by its
 * owner alone.
 */
public final class ServerFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public ServerFile(Home home) {
        this.file = home.server();
    }

    /**
     * What the file says.
     *
     * @param token shown with each request
     */
    public record Content(URI url, String token) {}

    /** Returns what it says; empty if there is none that can be read. */
    public Optional<Content> read() {
        try {
            JsonNode content = JSON.readTree(Files.readAllBytes(file));
            String token = content.path("token").asString("");
            return token.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Content(URI.create(content.path("url").asString("")), token));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws UserException if it can't be written */
    public void write(URI url, String token) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("url", url.toString());
        content.put("token", token);
        content.put("pid", ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(file);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, JSON.writeValueAsString(content), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE, Text.of("%s can't be written: %s", file, e.getMessage()), e);
        }
    }

    /** Deletes it at the end of the process. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // a stale file names a process that no longer answers
        }
    }
}
