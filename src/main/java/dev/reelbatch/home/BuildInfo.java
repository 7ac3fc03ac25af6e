package dev.reelbatch.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The build of reelbatch that is running. */
public final class BuildInfo {

    private static final String COMMIT = "/git.properties"; // missing if it was built without .git

    private BuildInfo() {}

    /** Returns the version in the jar's manifest; null if the program does not run from a jar. */
    public static @Nullable String version() {
        return BuildInfo.class.getPackage().getImplementationVersion();
    }

    /** Returns a text that differs between any two builds which may understand each other wrongly. */
    public static String identity() {
        Properties commit = commit();
        return version() + " " + commit.getProperty("git.commit.id.abbrev", "") + " " + commit.getProperty("git.dirty");
    }

    /** Returns the commit of the build, in the words of git-commit-id; empty if it is unknown. */
    public static Properties commit() {
        Properties properties = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream(COMMIT)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
