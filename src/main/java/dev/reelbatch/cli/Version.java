package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, the commit it was built from, and what it runs on. */
final class Version implements IVersionProvider {

    private static final String COMMIT = "/git.properties"; // not there if it was built without .git

    @Override
    public String[] getVersion() throws IOException {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "reelbatch " + Objects.requireNonNullElse(version, Text.of("(not from a jar)"))
                    + commit(commitProperties()),
            "Java ${java.version} (${java.vendor}), ${os.name} ${os.version} ${os.arch}"
        };
    }

    private static Properties commitProperties() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(COMMIT)) {
            if (file != null) {
                properties.load(file);
            }
        }
        return properties;
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
