package dev.reelbatch.session;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Makes the JVM use its first compiler only, which the launcher does by an option. A jar can't carry options, and in a
 * start by {@code java -jar} the second compiler takes a third of all CPU time. Checksums are excluded, because only
 * the second compiler uses the processor's instructions for them.
 *
 * @see <a href="https://openjdk.org/jeps/165">JEP 165: Compiler Control</a>
 */
final class FirstCompiler {

    /** Set by the launcher, whose options already choose the compiler. */
    private static final String LAUNCHER = "launched-by";

    private static final String DIRECTIVES = """
            [{match: "sun/security/provider/*.*", c2: {Exclude: false}}, {match: "*.*", c2: {Exclude: true}}]
            """;

    private FirstCompiler() {}

    static boolean isSetAlready() {
        return System.getProperty(LAUNCHER) != null;
    }

    /**
     * Gives the directive. Returns the JVM's reply.
     *
     * @throws JMException if this JVM has no such command
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
