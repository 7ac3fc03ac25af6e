package dev.reelbatch.handover;

import java.util.List;

/** Does command lines for people at other processes. */
@FunctionalInterface
public interface CommandRunner {

    /** Does a command line, with its errors too. Returns the exit code. */
    int run(ClientConsole console, List<String> arguments);
}
