package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables that reelbatch reads, with their descriptions for the help. */
final class HelpEnvironment {

    private HelpEnvironment() {}

    static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("MODELVERSE_API_KEY", Text.of("the API key; rehearsals need none"));
        variables.put(
                "MODELVERSE_API_KEY_FILE",
                Text.of("a file that holds the API key, read if the variable above is not set"));
        variables.put("REELBATCH_HOME", Text.of("the home folder (default: ~/.reelbatch)"));
        variables.put(
                "REELBATCH_NAME",
                Text.of("any setting, for example REELBATCH_POLL_INTERVAL=3s for reelbatch.poll.interval"));
        variables.put(
                "LC_ALL, LC_MESSAGES, LANG", Text.of("the language: English or, with zh_CN for example, Chinese"));
        variables.put("HTTPS_PROXY, HTTP_PROXY, ALL_PROXY", Text.of("the proxy to connect through"));
        variables.put("NO_PROXY", Text.of("hosts to reach without the proxy"));
        variables.put("NO_COLOR", Text.of("set to anything: no colours"));
        return variables;
    }
}
