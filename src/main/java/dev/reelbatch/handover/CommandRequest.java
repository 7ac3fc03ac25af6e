package dev.reelbatch.handover;

import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.terminal.ConsoleTraits;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command line that a {@code serve} is asked to do, with what it needs to know of the person's console. It holds no
 * key: the one of {@code serve} is used.
 *
 * @param build the build of the asking program; another one may mean something else by the same words
 * @param folder absolute; the folder by which names of files are meant
 * @param environment of the variables that shape the output
 * @param input the standard input as a whole, if the command reads it; otherwise empty
 */
public record CommandRequest(
        String build,
        List<String> arguments,
        String folder,
        String language,
        Map<String, String> environment,
        ConsoleTraits console,
        byte[] input) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Variables that shape the output of a command. */
    static final List<String> VARIABLES = List.of("NO_COLOR", "TERM", "COLORTERM", "COLUMNS");

    /** Returns the request for a command line of this process. */
    public static CommandRequest of(
            List<String> arguments, Language language, Terminal terminal, boolean moves, byte[] input) {
        Map<String, String> shaping = terminal.environment().entrySet().stream()
                .filter(variable -> VARIABLES.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new CommandRequest(
                BuildInfo.identity(),
                List.copyOf(arguments),
                terminal.folder().toAbsolutePath().toString(),
                language.tag(),
                shaping,
                terminal.traits(moves),
                input);
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
