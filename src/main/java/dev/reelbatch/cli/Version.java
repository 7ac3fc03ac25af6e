package dev.reelbatch.cli;

import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.text.Text;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, the commit it was built from, and what it runs on. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "reelbatch " + Objects.requireNonNullElse(BuildInfo.version(), Text.of("(not from a jar)"))
                    + commit(BuildInfo.commit()),
            "Java ${java.version} (${java.vendor}), ${os.name} ${os.version} ${os.arch}"
        };
    }

    /** For example {@code , commit 484ff89 of 2026-04-01T00:00:00Z}; empty without one. */
    static String commit(Properties git) {
        String id = git.getProperty("git.commit.id.abbrev", "");
        if (id.isEmpty()) {
            return "";
        }
        String changed = "true".equals(git.getProperty("git.dirty")) ? Text.of(", with changes") : "";
        return Text.of(", commit %s of %s%s", id, git.getProperty("git.commit.time"), changed);
    }
}
