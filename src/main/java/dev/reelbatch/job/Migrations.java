package dev.reelbatch.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Migrations of the database with their checksums: those this reelbatch knows, or those a database has had. Where both
 * are the same Flyway has nothing to do, and is left out of a start, which it makes a fifth longer.
 */
record Migrations(SortedMap<Integer, Integer> checksums) {

    private static final Pattern SCRIPT = Pattern.compile("V(\\d+)__.*");
    private static final String APPLIED = """
            select cast("version" as integer), "checksum" from "flyway_schema_history"
            where "version" is not null and "success"
            """;

    /** Those of this program. */
    static Migrations known() {
        SortedMap<Integer, Integer> checksums = new TreeMap<>();
        try {
            for (Resource script :
                    new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql")) {
                Matcher name = SCRIPT.matcher(String.valueOf(script.getFilename()));
                if (name.matches()) {
                    checksums.put(Integer.valueOf(name.group(1)), checksum(script));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Migrations(checksums);
    }

    /** As Flyway reckons it: of the lines, without their ends. */
    private static int checksum(Resource script) throws IOException {
        CRC32 checksum = new CRC32();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return (int) checksum.getValue();
    }

    /** Those that a database has had. */
    static Migrations applied(Connection database) throws SQLException {
        SortedMap<Integer, Integer> checksums = new TreeMap<>();
        try (ResultSet all = database.createStatement().executeQuery(APPLIED)) {
            while (all.next()) {
                checksums.put(all.getInt(1), all.getInt(2));
            }
        }
        return new Migrations(checksums);
    }

    /** 0 if there is none. */
    int newest() {
        return checksums.isEmpty() ? 0 : checksums.lastKey();
    }
}
