package dev.reelbatch.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Migrations of the database with their checksums: those known to this program, or those a database has had. If both
 * are the same, Flyway has nothing to do and is skipped: it makes a start a fifth longer.
 */
public record Migrations(SortedMap<Integer, Integer> checksums) {

    /**
     * The scripts by name, since searching for them in the one jar that has all libraries takes a twentieth of a start.
     */
    private static final List<String> SCRIPTS = List.of(
            "V1__spring_batch.sql",
            "V2__ledger.sql",
            "V3__serve.sql",
            "V4__speed.sql",
            "V5__resume.sql",
            "V6__groups.sql",
            "V7__wishes.sql",
            "V8__reservations.sql",
            "V9__identity.sql",
            "V10__video_notes.sql",
            "V12__corrections.sql",
            "V13__other_ids.sql",
            "V14__loads.sql",
            "V15__api_spellings.sql",
            "V16__external_ids.sql",
            "V20__web_runs.sql",
            "V21__web_reruns.sql",
            "V22__users.sql",
            "V23__audit.sql",
            "V25__team_money.sql",
            "V28__in_doubt.sql",
            "V29__approvals_of_job_files.sql",
            "V30__stopped_web_runs.sql",
            "V32__limited_wishes.sql",
            "V40__due_runs_and_tries.sql",
            "V35__prices_approved_before.sql",
            "V36__money_since_a_run_began.sql",
            "V37__marks.sql",
            "V38__row_versions.sql",
            "V39__prompts.sql",
            "V41__answers_and_latest_videos.sql",
            "V42__clip_history.sql");

    private static final String APPLIED = """
            select cast("version" as integer), "checksum" from "flyway_schema_history"
            where "version" is not null and "success"
            """;

    /** Returns the migrations of this program. */
    public static Migrations known() {
        SortedMap<Integer, Integer> checksums = new TreeMap<>();
        for (String script : SCRIPTS) {
            Integer version = Integer.valueOf(script.substring(1, script.indexOf("__")));
            checksums.put(version, checksum(new ClassPathResource("db/migration/" + script)));
        }
        return new Migrations(checksums);
    }

    /** Computes the checksum as Flyway does: of the lines, without their ends. */
    private static int checksum(Resource script) {
        CRC32 checksum = new CRC32();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) checksum.getValue();
    }

    /** Reads the migrations that a database has had. */
    public static Migrations applied(Connection database) throws SQLException {
        SortedMap<Integer, Integer> checksums = new TreeMap<>();
        try (ResultSet all = database.createStatement().executeQuery(APPLIED)) {
            while (all.next()) {
                checksums.put(all.getInt(1), all.getInt(2));
            }
        }
        return new Migrations(checksums);
    }

    /** Returns the newest version; 0 if there is none. */
    public int newest() {
        return checksums.isEmpty() ? 0 : checksums.lastKey();
    }
}
