package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fills the run log of a server that does not run with copies of its one run. */
final class RunLogCopies {
    /** Copies of one run, ten milliseconds apart, each a hundredth of them of another workflow, one in a hundred failed. */
    private static final String COPY = """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
            INSERT INTO runs (%s) SELECT %s FROM numbers, (SELECT * FROM runs LIMIT 1)""";

    private RunLogCopies() {}

    static void fill(Path database, long runs) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            List<String> columns = columns(connection);
            String values = columns.stream().map(RunLogCopies::value).collect(Collectors.joining(", "));
            try (PreparedStatement copy =
                    connection.prepareStatement(COPY.formatted(String.join(", ", columns), values))) {
                copy.setLong(1, runs);
                copy.executeUpdate();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static List<String> columns(Connection connection) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet info = statement.executeQuery("SELECT name FROM pragma_table_info('runs')")) {
            while (info.next()) {
                columns.add(info.getString(1));
            }
        }
        return columns;
    }

    /** Ids are UUIDs of version 7 behind {@code run_}: the milliseconds first, which are all that counts here. */
    private static String value(String column) {
        return switch (column) {
            case "id", "session" -> "printf('run_%012x7%03x8%015x', started_micros / 1000 - 10 * n, n % 4096, n)";
            case "started_micros" -> "started_micros - 10000 * n";
            case "workflow" -> "'workflow-' || (n % 100)";
            case "environment" -> "CASE n % 3 WHEN 0 THEN 'production' ELSE 'environment-' || (n % 3) END";
            case "status" -> "CASE n % 100 WHEN 0 THEN 'failed' ELSE 'success' END";
            default -> column;
        };
    }
}
