package dev.reelbatch.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The databases of homes that earlier versions made. */
final class EarlierHome {

    private EarlierHome() {}

    /**
     * Unpacks a database and makes its paths those of a folder of today. Returns its address.
     *
     * @param place the folder that the home was made in
     */
    static String unpacked(String name, String place, Path folder) throws IOException, SQLException {
        Path database = folder.resolve("ledger");
        try (InputStream zipped = EarlierHome.class.getResourceAsStream("/homes/" + name + ".mv.db.gz")) {
            Files.copy(new GZIPInputStream(Objects.requireNonNull(zipped)), Path.of(database + ".mv.db"));
        }
        String url = "jdbc:h2:file:" + database;
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String column : List.of("run.out_dir", "clip.file_stem", "video.file")) {
                String[] at = column.split("\\.");
                statement.execute(
                        "update %1$s set %2$s = replace(%2$s, '%3$s', '%4$s')".formatted(at[0], at[1], place, folder));
            }
        }
        return url;
    }
}
