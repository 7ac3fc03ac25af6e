package dev.reelbatch.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which build of reelbatch this is. */
public final class BuildInfo {

    private static final String COMMIT = "/git.properties"; // not there if it was built without .git

    private BuildInfo() {}

    /** From the jar's manifest; null if it does not run from a jar. */
    public static @Nullable String version() {
        return BuildInfo.class.getPackage().getImplementationVersion();
    }

    /** The commit it was built from, in the words of git-commit-id; empty if that is not known. */
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
