package dev.reelbatch.handover;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.terminal.ConsoleTraits;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command line that a {@code serve} is asked to do, with what it needs to know of the person's console. It holds no
 * key: the one of {@code serve} is used.
 *
 * @param build the build of the asking program; another one may mean something else by the same words
 * @param folder absolute; the folder by which names of files are meant
 * @param settings SHA-256 of the values that the person's environment sets, by the settings' full names
 * @param key a hash of the person's API key; null if the environment has none
 * @param environment of the variables that shape the output
 * @param input the standard input as a whole, if the command reads it; otherwise empty
 */
public record CommandRequest(
        String build,
        List<String> arguments,
        String folder,
        String language,
        Map<String, String> settings,
        @Nullable String key,
        Map<String, String> environment,
        ConsoleTraits console,
        byte[] input) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Variables that shape the output of a command. */
    static final List<String> VARIABLES = List.of("NO_COLOR", "TERM", "COLORTERM", "COLUMNS");

    /** Returns the request for a command line of this process. */
    public static CommandRequest of(
            List<String> arguments,
            Language language,
            Map<String, String> settings,
            Terminal terminal,
            boolean moves,
            byte[] input) {
        Map<String, String> hashed = new TreeMap<>();
        settings.forEach((name, value) -> hashed.put(name, Sha256.of(value)));
        Map<String, String> shaping = terminal.environment().entrySet().stream()
                .filter(variable -> VARIABLES.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new CommandRequest(
                BuildInfo.identity(),
                List.copyOf(arguments),
                terminal.folder().toAbsolutePath().toString(),
                language.tag(),
                hashed,
                hash(terminal.environment()),
                shaping,
                terminal.traits(moves),
                input);
    }

    private static @Nullable String hash(Map<String, String> environment) {
        try {
            return ApiKey.find(environment).map(CommandRequest::hash).orElse(null);
        } catch (IllegalArgumentException e) {
            return null; // that of serve is used
        }
    }

    private static String hash(ApiKey key) {
        return key.hashedWith("command");
    }

    /** Returns true if the person's environment has another API key than this one. */
    boolean hasOtherKey(ApiKey own) {
        return key != null && !key.equals(hash(own));
    }

    /** Returns the names of the settings in the person's environment that have another value, or none, in these. */
    Set<String> settingsOtherThan(Map<String, String> own) {
        Set<String> others = new TreeSet<>();
        settings.forEach((name, hashed) -> {
            if (!own.containsKey(name) || !Sha256.of(own.get(name)).equals(hashed)) {
                others.add(name);
            }
        });
        return others;
    }

    /** Parses what {@link #json()} returned. */
    public static CommandRequest parse(String json) {
        return JSON.readValue(json, CommandRequest.class);
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    /** Returns the language of the person; English if another build has one that is unknown here. */
    Language spoken() {
        try {
            return Language.of(String.valueOf(language));
        } catch (IllegalArgumentException e) {
            return Language.ENGLISH;
        }
    }

    boolean isOfThisBuild() {
        return String.valueOf(build).equals(BuildInfo.identity());
    }

    /** Returns the environment of this process, with the variables that shape the output from the person's. */
    Map<String, String> within(Map<String, String> own) {
        return Stream.concat(
                        own.entrySet().stream().filter(variable -> !VARIABLES.contains(variable.getKey())),
                        environment.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
