package dev.reelbatch.cli;

import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.text.Text;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Returns the version from the jar's manifest, the commit it was built from, and the platform it runs on. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "reelbatch " + Objects.requireNonNullElse(BuildInfo.version(), Text.of("(not from a jar)"))
                    + commit(BuildInfo.commit()),
            "Java ${java.version} (${java.vendor}), ${os.name} ${os.version} ${os.arch}"
        };
    }

    /** Returns the commit, for example {@code , commit 484ff89 of 2026-04-01T00:00:00Z}; empty if it is unknown. */
    static String commit(Properties git) {
        String id = git.getProperty("git.commit.id.abbrev", "");
        if (id.isEmpty()) {
            return "";
        }
        String changed = "true".equals(git.getProperty("git.dirty")) ? Text.of(", with changes") : "";
        return Text.of(", commit %s of %s%s", id, git.getProperty("git.commit.time"), changed);
    }
}
