package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that can't be used is told and left as it is, to the byte. */
@Tag("fire")
@ExtendWith(Sandboxes.class)
class DamagedHomeIT {

    private static final int BLOCK = 4096;
    private static final int HEADERS = 2 * BLOCK;

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("emptied", good -> new byte[0]),
                damage("cut in the headers", good -> Arrays.copyOf(good, BLOCK / 2)),
                damage("cut to a tenth", good -> Arrays.copyOf(good, good.length / 10)),
                damage("headers overwritten", good -> overwritten(good, 0, HEADERS)),
                damage("all but the headers overwritten", good -> overwritten(good, HEADERS, good.length)),
                damage("end cut off", good -> Arrays.copyOf(good, good.length - 2 * BLOCK)),
                damage("middle overwritten", good -> overwritten(good, good.length / 4, good.length * 3 / 4)),
                damage("another file altogether", good -> "a note to myself\n".getBytes()));
    }

    private static Arguments damage(String what, UnaryOperator<byte[]> damage) {
        return Arguments.of(what, damage);
    }

    private static byte[] overwritten(byte[] good, int from, int to) {
        byte[] bad = good.clone();
        Arrays.fill(bad, from, to, (byte) 'x');
        return bad;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void whenTheDatabaseIsDamagedThenItIsToldAndNothingIsTouched(
            String what, UnaryOperator<byte[]> damage, Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 2);
        sandbox.run("run", sheet).expect(0);
        Path database = sandbox.home().resolve("ledger.mv.db");
        byte[] good = Files.readAllBytes(database);
        Files.write(database, damage.apply(good));
        assertUntouched(sandbox, database, "run", sheet);
        Files.write(database, good);
        sandbox.run("run", sheet).expect(0);
        assertThat(sandbox.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenTheDatabaseIsMissingThenItIsToldAndNothingIsPaidForAgain(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 1);
        sandbox.run("run", sheet).expect(0);
        Files.delete(sandbox.home().resolve("ledger.mv.db"));
        Child.Ended refused = sandbox.run(
                        "run", sheet, "--out", sandbox.folder().resolve("elsewhere"))
                .expect(2);
        assertThat(refused.console()).contains(sandbox.home().toString(), "missing");
        assertThat(sandbox.submitCalls()).isEqualTo(1);
    }

    @Test
    void whenTheHomeIsOfANewerReelbatchThenItIsToldAndNothingIsTouched(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 1);
        sandbox.run("run", sheet).expect(0);
        Path database = sandbox.home().resolve("ledger.mv.db");
        try (Connection h2 = DriverManager.getConnection(
                        "jdbc:h2:file:" + sandbox.home().resolve("ledger"), "sa", "");
                Statement statement = h2.createStatement()) {
            statement.executeUpdate("""
                    insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
                        "checksum", "installed_by", "installed_on", "execution_time", "success")
                    values (99, '99', 'from the future', 'SQL', 'V99__future.sql', 1, 'sa', current_timestamp, 1, true)
                    """);
        }
        assertUntouched(sandbox, database, "run", sheet);
        assertUntouched(sandbox, database, "status");
    }

    private static void assertUntouched(Sandbox sandbox, Path database, String command, Object... arguments)
            throws Exception {
        byte[] before = Files.readAllBytes(database);
        int submitted = sandbox.submitCalls();
        Child.Ended refused = sandbox.run(command, arguments);
        assertThat(refused.console())
                .contains(sandbox.home().toString(), "another --home")
                .doesNotContain("Exception", "\tat ", "defect");
        refused.expect(2);
        assertThat(Files.readAllBytes(database)).as("%s", database).isEqualTo(before);
        assertThat(sandbox.submitCalls()).isEqualTo(submitted);
    }
}
