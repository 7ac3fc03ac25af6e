package dev.reelbatch.session;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells the JVM to compile with its first compiler only, as the launcher does by an option: a jar can't carry options,
 * and of a start by {@code java -jar} the second compiler takes a third of all CPU time. Checksums keep it, since it
 * alone knows the processor's instructions for them.
 *
 * @see <a href="https://openjdk.org/jeps/165">JEP 165: Compiler Control</a>
 */
final class FirstCompiler {

    /** Set by the launcher, whose options say already how to compile. */
    private static final String LAUNCHER = "launched-by";

    private static final String DIRECTIVES = """
            [{match: "sun/security/provider/*.*", c2: {Exclude: false}}, {match: "*.*", c2: {Exclude: true}}]
            """;

    private FirstCompiler() {}

    static boolean isSetAlready() {
        return System.getProperty(LAUNCHER) != null;
    }

    /**
     * Returns what the JVM says to it.
     *
     * @throws JMException where this JVM has no such command
     */
    static String only() throws IOException, JMException {
        Path file = Files.createTempFile("compiler-", ".json");
        try {
            Files.writeString(file, DIRECTIVES);
            String[] arguments = {"\"" + file + "\""};
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesAdd",
                            new Object[] {arguments},
                            new String[] {String[].class.getName()});
            return String.valueOf(answer);
        } finally {
            Files.delete(file);
        }
    }
}
